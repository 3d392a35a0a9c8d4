"""The data sets that come with the course: ten flats, the diabetes study and an example CSV file.

Notebook 05 (regression lab) uses all three.
"""

from pathlib import Path

from helpers.data.errors import DataError, shown
from helpers.data.points import Points

SIZES = [30, 45, 50, 60, 65, 70, 80, 90, 95, 110]  # sqm
PRICES = [150, 200, 210, 250, 270, 300, 340, 380, 400, 450]  # thousand

# Column of the diabetes study -> its name in full and its unit, which is given only where the description
# states it or the quantity has it by definition. `sex` is left out: a code for two groups, not a measurement.
DIABETES_FEATURES = {
    "age": ("age", "years"),
    "bmi": ("body mass index", "kg/m²"),
    "bp": ("average blood pressure", ""),
    "s1": ("total serum cholesterol", ""),
    "s2": ("low-density lipoproteins", ""),
    "s3": ("high-density lipoproteins", ""),
    "s4": ("total cholesterol / HDL", ""),
    "s5": ("log of serum triglycerides", ""),
    "s6": ("blood sugar level", ""),
}


def flats() -> Points:
    """Give the ten flats that notebook 05 learns from.

    Returns
    -------
    Points
        Ten sizes in sqm and ten prices in thousand, made up for the course.

    Examples
    --------
    >>> flats()
    Points(10 rows: 'size (sqm)' from 30 to 110, 'price (thousand)' from 150 to 450)
    """
    return Points(
        x=SIZES,
        y=PRICES,
        x_name="size",
        y_name="price",
        x_unit="sqm",
        y_unit="thousand",
        provenance="Ten flats made up for this course; no such flats were sold. The prices follow the sizes "
        "closely, so that a straight line fits well but not exactly.",
    )


def diabetes(feature: str = "bmi") -> Points:
    """Give one measurement of 442 diabetes patients against the progression of their disease a year later.

    Parameters
    ----------
    feature : str, optional
        Which measurement: age, bmi (body mass index), bp (average blood pressure) or a blood value s1 to s6.

    Returns
    -------
    Points
        442 rows as measured, not scaled.

    Raises
    ------
    DataError
        If there is no such feature.

    Notes
    -----
    Published with Efron, Hastie, Johnstone and Tibshirani (2004), "Least Angle Regression". Progression is a
    score without a unit. That s5 is the logarithm of the triglycerides is only possible, says scikit-learn.

    Examples
    --------
    >>> diabetes()
    Points(442 rows: 'body mass index (kg/m²)' from 18 to 42.2, 'disease progression' from 25 to 346)
    """
    if not isinstance(feature, str) or feature not in DIABETES_FEATURES:
        features = ", ".join(map(repr, DIABETES_FEATURES))
        raise DataError(f"feature is {shown(feature)}; wanted one of {features}")
    # Imported here: scikit-learn takes half a second or more to load, ten times as long as this room.
    from sklearn.datasets import load_diabetes

    study = load_diabetes(scaled=False)
    x_name, x_unit = DIABETES_FEATURES[feature]
    return Points(
        x=study.data[:, study.feature_names.index(feature)],
        y=study.target,
        x_name=x_name,
        y_name="disease progression",
        x_unit=x_unit,
        y_unit="",
        provenance="442 diabetes patients, published by Efron, Hastie, Johnstone and Tibshirani (2004) and "
        "shipped with scikit-learn. As measured, not scaled; progression is a score one year later.",
    )


def example_csv() -> Path:
    """Tell where the course's example CSV file is, for trying `read_csv` without a file of one's own.

    Returns
    -------
    pathlib.Path
        `linnerud.csv`, 20 rows: weight (lb), waist (in), pulse (beats/min), chins, situps, jumps.

    Notes
    -----
    Three body measurements and three exercise counts of twenty middle-aged men in a fitness club. The numbers
    are those of scikit-learn's `load_linnerud`, written into one file. scikit-learn names no units: pounds,
    inches and beats per minute are what the sizes of the numbers suggest.

    Examples
    --------
    >>> example_csv().name
    'linnerud.csv'
    """
    return Path(__file__).with_name("linnerud.csv")
