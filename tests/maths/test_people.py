"""Made-up people are possible, and are related as the notebook says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data.sets import people
from helpers.maths.collinearity import partial_correlation, vif


def test_people_of_the_notebook():
    """C74: r .956, .946, .902; partial r about 0; VIF 11.6; and nobody has negative experience."""
    staff = people()
    columns = [staff.age, staff.experience, staff.salary]
    assert np.corrcoef(columns)[[0, 1, 0], [1, 2, 2]] == pytest.approx([0.956, 0.946, 0.902], abs=0.01)
    assert partial_correlation(staff.age, staff.salary, staff.experience) == pytest.approx(0, abs=0.03)
    assert vif(np.column_stack(columns[:2])) == pytest.approx([11.6, 11.6], abs=0.5)


@given(st.integers(0, 10_000))
def test_people_are_possible(seed):
    staff = people(seed=seed)
    assert staff.age.shape == staff.experience.shape == staff.salary.shape == (200,)
    assert (staff.experience >= 3).all()
    began = staff.age - staff.experience
    assert ((began >= 17) & (began <= 27)).all()
    assert ((staff.age >= 30) & (staff.age <= 65)).all()
    assert (staff.salary > 0).all()
    assert np.array_equal(staff.salary, people(seed=seed).salary)


def test_age_acts_through_experience_alone():
    """Many people: given experience nothing is left between age and salary, and among all of them a lot is."""
    staff = people(100_000, seed=1)
    assert partial_correlation(staff.age, staff.salary, staff.experience) == pytest.approx(0, abs=0.015)
    assert partial_correlation(staff.experience, staff.salary, staff.age) > 0.4
    assert np.corrcoef(staff.age, staff.salary)[0, 1] == pytest.approx(0.9, abs=0.01)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: people(2), "size is 2; wanted a whole number of at least 3"),
        (lambda: people(seed=-1), "seed is -1; wanted"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
