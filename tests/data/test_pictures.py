"""The grey picture, against the photograph that scikit-learn ships."""

import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_sample_image

from helpers.data import flower


def test_every_pixel_is_the_mean_of_its_square():
    photograph, pixels = load_sample_image("flower.jpg").astype(float), flower().pixels
    assert pixels.shape == (120, 150)
    for row, column in ((0, 0), (0, 149), (119, 0), (119, 149), (60, 100)):
        top, left = 45 + 3 * row, 83 + 3 * column
        square = photograph[top : top + 3, left : left + 3]
        assert square.size == 27
        assert pixels[row, column] == pytest.approx(square.mean() / 255, abs=1e-12)


def test_the_whole_keeps_its_brightness():
    photograph = load_sample_image("flower.jpg")[45:405, 83:533]
    assert flower().pixels.mean() == pytest.approx(photograph.mean() / 255, abs=1e-12)
    assert 0 <= flower().pixels.min() < 0.1 < 0.8 < flower().pixels.max() <= 1


def test_the_licence_is_named():
    provenance = flower().provenance
    for word in ("Creative Commons Attribution 2.0", "scikit-learn", "vultilion", "danielbuechele", "grey"):
        assert word in provenance


def test_the_same_picture_is_given_again_and_cannot_be_changed():
    assert flower() is flower()
    with pytest.raises(ValueError, match="read-only"):
        flower().pixels[0, 0] = 1
    assert isinstance(flower().pixels, np.ndarray)
    assert repr(flower()) == "GreyPicture(120 x 150 pixels, from 0.02 to 0.82)"


def test_loading_this_room_does_not_load_scikit_learn():
    code = "import sys, helpers.data.sets; print('sklearn' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.split() == ["False"]
