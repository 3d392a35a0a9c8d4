"""The exercises of notebook 01, linear algebra: how data and models are written down.

Each mistake is the formula that a learner who makes it has written; letters that need it are told above their exercise.
"""

from itertools import combinations

import numpy as np

from helpers.exercises.answers import flat
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import almost, breaks, missing, wrong
from helpers.maths.matrices import matvec
from helpers.maths.vectors import (
    angle,
    cosine_similarity,
    dot,
    euclidean_distance,
    norm,
    projection,
    projection_length,
    rank_by,
)

# fmt: off


def oblong(case, further, *slips):
    """Make an edge of a case whose matrices are not square.

    On a square matrix every mistake gives some numbers, so that it can be named; on another one most of them stop.
    """
    shapes = ", ".join(str(part.shape) for part in case if isinstance(part, np.ndarray))
    stops = breaks("your function works for square matrices only",
                   f"Call it with matrices of these shapes: {shapes}.", further)
    return case, stops, *slips


# E the embeddings, a row for each word; i the word's number, counted from 0

DO_NOT_FIT = ("mismatch in its core dimension", "not aligned")  # NumPy's words, for @ and for np.dot
OTHER_LENGTH = (
    "your one-hot vector has more or fewer places than this E has rows. "
    "Hint: Count the rows of the E that comes in; other tables have other vocabularies."
)
def one_hot(E, i): return np.eye(len(E))[i]

check_lookup = Exercise(
    "lookup(E, i)", "row i of E, as a one-hot vector times E",
    lambda E, i: one_hot(E, i) @ E, (
        (np.array([[0.5, -1.0, 2.0], [3.0, 0.25, -2.0], [1.0, 4.0, -0.5]]), 1),
        (np.array([[1.0, 2.0, -1.5, 0.5], [-3.0, 0.0, 2.5, 1.0], [4.0, -0.5, 3.0, 2.0], [0.75, 1.5, -4.0, 5.0]]), 2),
    ),
    wrong("you took a column of E instead of a row, as E @ one_hot or E[:, i] does", lambda E, i: E @ one_hot(E, i),
          "A word's numbers stand side by side.", "The one-hot vector stands to the left of E."),
    wrong("you took the row before", lambda E, i: E[i - 1],
          "Which row has the number 0?", "Words are counted from 0, as Python counts."),
    wrong("you took the row after", lambda E, i: E[i + 1],
          "Which row has the number 0?", "Words are counted from 0, as Python counts."),
    wrong("that is the one-hot vector", one_hot,
          "It says which row; what stands there?", "Multiply it by E."),
    wrong("the one-hot vector has 1 in every place: all rows are added up", lambda E, i: E.sum(axis=0),
          "How many places of a one-hot vector are not 0?", "Start from zeros, and set one place."),
    wrong("your one-hot vector holds the word's number instead of 1", lambda E, i: i * one_hot(E, i) @ E,
          "The row should come out unchanged; what is it multiplied by?", "one_hot[i] = 1."),
    wrong("you multiplied with * instead of @: nothing is added", lambda E, i: one_hot(E, i) * E,
          "One row is wanted, not a whole table.", "A matrix product is written with @."),
    wrong("the other rows are 0, but still there", lambda E, i: one_hot(E, i)[:, np.newaxis] * E,
          "One row is wanted, not a whole table.", "A matrix product is written with @; it adds up the rows."),
    wrong("you counted from the end", lambda E, i: E[-1 - i],
          "Which row has the number 0?", "The first row has the number 0."),
    missing("only one number of the row is there", lambda E, i: E[i, 0],
            "How many numbers describe a word?", "The whole row is wanted."),
    wrong("that is one number of the diagonal", lambda E, i: E[i, i],
          "How many numbers describe a word?", "One one-hot vector is enough, to the left of E."),
    wrong("you added up the numbers of the row", lambda E, i: np.sum(E[i]),
          "How many numbers describe a word?", "The whole row is wanted."),
    wrong("all rows up to this one are there", lambda E, i: E[:i + 1],
          "One row is wanted.", "E[i], without a colon."),
    wrong("the row of the first word comes out, whatever i is", lambda E, i: E[0],
          "Which place of the one-hot vector is 1?", "What does your function do with i?"),
    edges=[oblong(
        (np.array([[1.0, 2.0], [3.0, -4.0], [0.5, 5.0], [-6.0, 7.0]]), 3),
        "A one-hot vector has a place for each word: as many as E has rows, len(E).",
    )],
    instead=dict.fromkeys(DO_NOT_FIT, OTHER_LENGTH),
)


check_dot = Exercise(
    "dot(a, b)", "the products of the numbers at the same places, added up",
    dot, (  # one pair that points the same way, one that does not
        (np.array([2.0, 1.0, 0.0]), np.array([3.0, 1.0, 4.0])),
        (np.array([1.0, -2.0, 0.5, 3.0]), np.array([4.0, 1.0, -2.0, -1.5])),
    ),
    missing("you did not add the products", lambda a, b: a * b,
            "A dot product is one number.", "Add up what you have."),
    wrong("you multiplied the sums: every number of a with every number of b", lambda a, b: np.sum(a) * np.sum(b),
          "Each number should meet only its partner, at the same place in the other vector.",
          "Multiply first, add afterwards."),
    wrong("that is the cosine", cosine_similarity,
          "The dot product grows with the vectors; the cosine does not.", "Do not divide by the lengths."),
    wrong("you added where you should multiply", lambda a, b: np.sum(a) + np.sum(b),
          "What should become of a number whose partner is 0?",
          "Each number is multiplied by its partner; only the products are added."),
    wrong("that is a whole table, the outer product: every number of a with every number of b", np.outer,
          "Each number should meet only its partner, and the result is one number.",
          "Only the diagonal of your table is needed, and its sum."),
    wrong("you divided by how many numbers there are", lambda a, b: np.mean(a * b),
          "A sum of products is wanted, not their mean.", "Look for a mean in your function."),
    wrong("you stopped after the first pair", lambda a, b: a[0] * b[0],
          "How many pairs are there?", "Does `return` stand inside the loop?"),
    wrong("only the last pair counts", lambda a, b: a[-1] * b[-1],
          "Does each turn of the loop keep what the turns before it found?",
          "Add with `+=`, and set the sum to 0 before the loop, not in it."),
    wrong("you left out the last pair", lambda a, b: np.sum(a[:-1] * b[:-1]),
          "How many pairs are there?", "range(n) ends at n - 1 already."),
    wrong("you left out the first pair", lambda a, b: np.sum(a[1:] * b[1:]),
          "How many pairs are there?", "Python counts from 0."),
    wrong("you multiplied a by itself", lambda a, b: dot(a, a),
          "What does your function do with b?", "One factor of each product comes from b."),
    wrong("the sign is gone", lambda a, b: abs(dot(a, b)),
          "What should the sign be where the vectors point away from each other?", "Leave out the absolute value."),
    wrong("that is the product of the lengths", lambda a, b: norm(a) * norm(b),
          "Two vectors at a right angle have dot product 0, however long they are.", "Multiply number by number."),
    wrong("that is the length of the shadow of a on b", projection_length,
          "It is the dot product divided by something.", "Do not divide by the length of b."),
    wrong("that is the distance", euclidean_distance,
          "A dot product multiplies; where does your function subtract?", "Multiply number by number, then add."),
)


# a casts the shadow on the line along b

check_projection = Exercise(
    "shadow(a, b)", "the length of the shadow of a on the line along b, below 0 on the side away from b",
    projection_length, (  # neither b of length 1; one shadow falls on the side away from b
        (np.array([3.0, 1.0]), np.array([4.0, 3.0])),
        (np.array([1.0, -2.0, 4.0]), np.array([2.0, 3.0, -0.5])),
    ),
    wrong("that is the dot product, which is the shadow only where b has length 1", dot,
          "Should the shadow grow when b is drawn longer?", "Divide by the length of b."),
    wrong("you divided by the length of a: that is the shadow of b on a", lambda a, b: dot(a, b) / norm(a),
          "Should the shadow grow when b is drawn longer?", "It is the other length that has to go."),
    wrong("that is the cosine", cosine_similarity,
          "A shadow has a length: should it not grow with a?", "You divided once too often."),
    wrong("you divided by the square of the length of b", lambda a, b: dot(a, b) / dot(b, b),
          "That is how many times b fits into the shadow; how long is the shadow itself?",
          "b · b is the square of the length; take the root."),
    wrong("you divided by the square of the length of a", lambda a, b: dot(a, b) / dot(a, a),
          "Should the shadow grow when b is drawn longer?", "Which length has to go, and is it squared?"),
    almost("that is the shadow as a vector", projection,
           "Its length is wanted, with the sign of the side on which it falls.",
           "Dot product divided by the length of b: one number."),
    wrong("the sign is gone", lambda a, b: abs(projection_length(a, b)),
          "Where a points away from b, the shadow falls on the other side.",
          "Leave out the absolute value; np.linalg.norm of the shadow loses the sign too."),
    wrong("that is the distance from the tip of a to its shadow", lambda a, b: euclidean_distance(a, projection(a, b)),
          "It stands upright on the line; the shadow lies along it.", "Use the cosine instead of the sine."),
    wrong("you multiplied by the length of b", lambda a, b: dot(a, b) * norm(b),
          "Should the shadow grow when b is drawn longer?", "Divide where you multiplied."),
    wrong("you divided by the sum of the sizes of b's numbers", lambda a, b: dot(a, b) / norm(b, 1),
          "The length of an arrow is the root of a sum of squares.", "np.linalg.norm(b) gives it."),
    wrong("you divided by the sum of b's numbers", lambda a, b: dot(a, b) / np.sum(b),
          "The length of an arrow is the root of a sum of squares.", "np.linalg.norm(b) gives it."),
    wrong("you divided by how many numbers there are", lambda a, b: dot(a, b) / len(b),
          "len(b) counts numbers; how long is the arrow?", "np.linalg.norm(b) gives its length."),
    wrong("that is the angle, in degrees", angle,
          "A shadow has a length, in the unit of a.", "Dot product divided by the length of b."),
    wrong("that is the angle, in radians", lambda a, b: np.radians(angle(a, b)),
          "A shadow has a length, in the unit of a.", "Dot product divided by the length of b."),
    wrong("that is the length of a", lambda a, b: norm(a),
          "Only the part of a that lies along b counts.", "Where does the direction of b come in?"),
)


# L1 adds the sizes, L2 is the root of the sum of squares

def l1(v): return norm(v, 1)

check_norms = Exercise(
    "norms(v)", "the L1 and the L2 norm of a vector",
    lambda v: (l1(v), norm(v)),
    ((np.array([2.5, -1.3, 0.8]),), (np.array([3.0, -4.0]),), (np.array([-1.0, 2.0, 2.0, -5.0]),)),
    wrong("you kept the signs in L1", lambda v: (np.sum(v), norm(v)),
          "A taxi that drives 3 blocks east and 4 west has driven 7.", "Take the absolute values before you add."),
    wrong("you took the sign off after adding, not before", lambda v: (abs(np.sum(v)), norm(v)),
          "A taxi that drives 3 blocks east and 4 west has driven 7.", "Take the absolute value of each number."),
    wrong("you forgot the root in L2", lambda v: (l1(v), np.sum(v**2)),
          "How long is the arrow [3, -4]?", "The sum of squares is the square of the length."),
    wrong("you kept the signs in L1 and forgot the root in L2", lambda v: (np.sum(v), np.sum(v**2)),
          "No length is negative; and how long is the arrow [3, -4]?",
          "Take absolute values for L1, and a root for L2."),
    wrong("you took means instead of sums", lambda v: (np.mean(np.abs(v)), np.sqrt(np.mean(v**2))),
          "One more number can only make a vector longer.", "Add, and do not divide."),
    wrong("you took the mean in L1", lambda v: (np.mean(np.abs(v)), norm(v)),
          "One more street to drive can only make the way longer.", "Add, and do not divide."),
    wrong("you took the mean in L2", lambda v: (l1(v), np.sqrt(np.mean(v**2))),
          "One more number can only make a vector longer.", "Add the squares, and do not divide."),
    wrong("you took the mean of the squares in L2, and no root", lambda v: (l1(v), np.mean(v**2)),
          "How long is the arrow [3, -4]?", "Add the squares, do not divide, and take the root."),
    almost("L1 and L2 have changed places", lambda v: (norm(v), l1(v)),
           "Which of the two is never the larger one?", "The way of the taxi comes first."),
    wrong("you added before you squared in L2", lambda v: (l1(v), np.sqrt(np.sum(v) ** 2)),
          "Numbers of opposite sign cancel in a sum.", "Square each number, then add, then take the root."),
    wrong("you added the roots of the squares, which gives L1 again", lambda v: (l1(v), l1(v)),
          "How long is the arrow [3, -4] as the crow flies?", "One root, of the whole sum."),
    wrong("both are L2", lambda v: (norm(v), norm(v)),
          "Without further words np.linalg.norm gives L2.", "L1 adds the sizes."),
    wrong("the second is the largest size, not L2", lambda v: (l1(v), norm(v, np.inf)),
          "All numbers count for the length.", "The root of the sum of squares."),
    wrong("you halved the sum of squares instead of taking the root", lambda v: (l1(v), np.sum(v**2) / 2),
          "The power 0.5 is a root; the factor 0.5 is a half.", "np.sqrt takes the root."),
    wrong("the root in L1 is one too many", lambda v: (np.sqrt(l1(v)), norm(v)),
          "Nothing is squared in L1.", "Add the sizes, and leave it at that."),
    missing("only L1 is there", l1, "Two lengths are wanted.", "return l1, l2."),
    missing("only L2 is there", norm, "Two lengths are wanted.", "return l1, l2."),
    parts=("L1", "L2"),
)


# each mistake is made for all three pairs

PAIRS = tuple(combinations((np.array([1.0, 2.0, 0.0]), np.array([2.0, 4.0, 0.0]), np.array([0.0, 0.0, 3.0])), 2))
def each(formula): return lambda: [formula(a, b) for a, b in PAIRS]
# as NumPy gives it, in radians: of the first pair a little more than 0, since the cosine was rounded
def arccosine(a, b): return np.arccos(cosine_similarity(a, b))
def one_step_too_far(name, formula):
    return almost(name, each(formula), "A cosine is 1 for the same direction and 0 for a right angle.",
                  "You went one step too far: np.arccos turned the cosine into an angle.")

check_cosines = Exercise(
    "list of cosines", "the cosines of [1, 2, 0], [2, 4, 0] and [0, 0, 3]",
    each(cosine_similarity), (),
    wrong("those are the dot products", each(dot),
          "A cosine is never above 1.", "Divide by the lengths of both vectors."),
    wrong("those are the distances", each(euclidean_distance),
          "A cosine compares directions, whatever the lengths.", "Begin with the dot product."),
    one_step_too_far("those are the angles, in degrees", angle),
    one_step_too_far("those are the angles, in degrees", lambda a, b: np.degrees(arccosine(a, b))),
    one_step_too_far("those are the angles, in radians", lambda a, b: np.radians(angle(a, b))),
    one_step_too_far("those are the angles, in radians", arccosine),
    wrong("you divided by the squares of the lengths", each(lambda a, b: dot(a, b) / (dot(a, a) * dot(b, b))),
          "A length is the root of a sum of squares.", "a · a is the square of a's length."),
    wrong("you divided by the first vector's length only", each(lambda a, b: dot(a, b) / norm(a)),
          "Would the result stay the same if the second vector were twice as long?",
          "Divide by the lengths of both vectors."),
    wrong("you divided by the second vector's length only", each(lambda a, b: dot(a, b) / norm(b)),
          "Would the result stay the same if the first vector were twice as long?",
          "Divide by the lengths of both vectors."),
    wrong("you divided by the square of the first length", each(lambda a, b: dot(a, b) / dot(a, a)),
          "Would the result stay the same if the second vector were twice as long?",
          "Divide by the lengths of both vectors."),
    wrong("you divided by the square of the second length", each(lambda a, b: dot(a, b) / dot(b, b)),
          "Would the result stay the same if the first vector were twice as long?",
          "Divide by the lengths of both vectors."),
    wrong("you divided by the sum of the lengths", each(lambda a, b: dot(a, b) / (norm(a) + norm(b))),
          "A vector and itself have cosine 1; does your formula give that?", "The lengths are multiplied."),
    wrong("you multiplied after dividing: parentheses are missing under the fraction bar",
          each(lambda a, b: dot(a, b) / norm(a) * norm(b)),
          "Python works from left to right: x / y * z multiplies by z.",
          "Put both lengths into one pair of parentheses."),
    wrong("you added the sizes of the numbers for the lengths",
          each(lambda a, b: dot(a, b) / (norm(a, 1) * norm(b, 1))),
          "The length of an arrow is the root of a sum of squares.", "np.linalg.norm gives it."),
    wrong("those are the sines", each(lambda a, b: np.sin(arccosine(a, b))),
          "Should two vectors in the same direction have a cosine of 0?",
          "The larger the cosine, the more alike the directions."),
    wrong("those are 1 minus the cosines, or the sines", each(lambda a, b: 1 - cosine_similarity(a, b)),
          "Should two vectors in the same direction have a cosine of 0?",
          "The larger the cosine, the more alike the directions."),
    wrong("np.cos takes radians, and you gave it degrees", each(lambda a, b: np.cos(angle(a, b))),
          "A right angle has cosine 0.", "No angle is needed: divide the dot product by both lengths."),
    almost("the pairs stand in the opposite order",
           lambda: tuple((cosine_similarity(a, b) for a, b in reversed(PAIRS))),
           "Which pair points the same way?", "First and second, then first and third, then second and third."),
    missing("only the first cosine is there", lambda: cosine_similarity(*PAIRS[0]),
            "How many pairs can be made of three vectors?",
            "Give a list of three: first and second, first and third, second and third."),
    parts=("first cosine", "second cosine", "third cosine"),
    hint="A cosine is the dot product divided by the lengths of both vectors.",
    further="The second vector is the first one, twice as long; the third points where the others have 0.",
)


# q the query; d the documents under their names: in the notebook words, here numbers, which a check can compare

def scores(q, d, metric): return np.array([metric(q, vector) for vector in d.values()])
def rising(q, d, metric): return np.array(list(d))[np.argsort(scores(q, d, metric))]  # names, the smallest score first
def falling(q, d, metric): return rising(q, d, metric)[::-1]

check_rank = Exercise(
    "rank(query, documents)", "the names of the documents, best match first, by cosine",
    lambda q, d: falling(q, d, cosine_similarity), (
        (np.array([1.0, 1.0]), {20: np.array([5.0, 0.0]), 10: np.array([2.0, 2.2]), 30: np.array([1.0, 0.8])}),
        (np.array([2.0, 1.0, 0.0]),
         {10: np.array([6.0, 2.0, 3.0]), 40: np.array([-0.5, 0.0, 0.1]), 30: np.array([0.0, 2.0, 0.5]),
          20: np.array([0.3, 0.1, 0.1]), 50: np.array([-4.0, -2.5, 0.5])}),
    ),
    wrong("you ranked by the dot product, or divided by the query's length only",
          lambda q, d: falling(q, d, dot),
          "A long document should not win because it is long.", "Divide by the lengths of both vectors."),
    wrong("you ranked by distance", lambda q, d: rising(q, d, euclidean_distance),
          "A long document may lie far away in the very same direction.", "The cosine compares directions only."),
    wrong("the worst document comes first", lambda q, d: rising(q, d, cosine_similarity),
          "Is a good match a large cosine, or a small one?",
          "sorted has a parameter `reverse`; what np.argsort returns can be turned round."),
    wrong("you returned the scores, not the names",
          lambda q, d: scores(q, d, cosine_similarity),
          "Which document is the best one?", "Sort the names by their scores."),
    wrong("you returned the sorted scores, not the names",
          lambda q, d: np.sort(scores(q, d, cosine_similarity))[::-1],
          "Which document does the best score belong to?",
          "Sort the names; let sorted ask for the score by its parameter `key`."),
    almost("you returned each name with its score",
           lambda q, d: [(name, cosine_similarity(q, d[name])) for name in falling(q, d, cosine_similarity)],
           "The names alone are wanted.", "Take the first part of each pair."),
    almost("you returned each score with its name",
           lambda q, d: [(cosine_similarity(q, d[name]), name) for name in falling(q, d, cosine_similarity)],
           "The names alone are wanted.", "Take the last part of each pair."),
    almost("you returned the places and the scores, as rank_by gives them",
           lambda q, d: rank_by(q, list(d.values()), "cosine"),
           "The names alone are wanted; rank_by does not know them.",
           "Take the first of the two, and look the names up: list(documents) has them in the order of the places."),
    almost("you returned the places of the documents, not their names",
           lambda q, d: np.argsort(-scores(q, d, cosine_similarity)),
           "np.argsort tells at which place the best one stands; what is it called?",
           "Look the names up: list(documents) has them in the order of the places."),
    missing("only the best document is there", lambda q, d: falling(q, d, cosine_similarity)[0],
            "All documents are wanted, the best one first.", "sorted keeps them all; max does not."),
    wrong("the documents stand in the order given", lambda q, d: list(d),
          "What should decide about their order?", "Sort by the cosine with the query."),
    wrong("you sorted the names themselves", lambda q, d: sorted(d),
          "What should decide about their order?",
          "sorted has a parameter `key`: a function that gives the score of a name."),
    wrong("the document that is farthest away comes first",
          lambda q, d: falling(q, d, euclidean_distance),
          "A large distance is a bad match; and the cosine is wanted.",
          "The cosine compares directions only, and a large one is a good match."),
    wrong("the smallest dot product comes first", lambda q, d: rising(q, d, dot),
          "Is a good match a large dot product, or a small one?",
          "Turn the order round, and divide by the lengths of both vectors."),
    wrong("you took the sign off the cosines",
          lambda q, d: falling(q, d, lambda a, b: abs(cosine_similarity(a, b))),
          "A document that points the opposite way is the worst match.",
          "Leave out the absolute value, or the square."),
    wrong("you divided by the square of each document's length",
          lambda q, d: falling(q, d, lambda a, b: dot(a, b) / dot(b, b)),
          "Now a short document wins because it is short.", "A length is the root of a sum of squares."),
    hint="Work out the cosine of the query and each document, and write the names below each other, best first.",
    instead={"a value of type dict is":
             "you returned a dictionary. Hint: Give a list of the names alone, best match first."},
)


check_matvec = Exercise(
    "matvec(A, x)", "the dot product of each row of A with x; A need not be square",
    matvec, (
        (np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([4.0, -1.0])),
        (np.array([[2.0, 0.0, 1.0], [-1.0, 3.0, 2.0], [0.5, 1.0, -4.0]]), np.array([3.0, 2.0, -2.0])),
    ),
    wrong("you multiplied by the transposed matrix: the vector meets the columns, not the rows", lambda A, x: A.T @ x,
          "Each result is the dot product of one row of A with x.",
          "The first index of A is the row; keep it while the inner loop runs."),
    wrong("you multiplied number by number and added nothing: every row times x", lambda A, x: A * x,
          "One number for each row is wanted.", "The * of NumPy repeats x in every row; add along each row."),
    wrong("you added down the columns", lambda A, x: (A * x).sum(axis=0),
          "Each result belongs to a row.", "Add along axis 1; axis 0 runs down."),
    wrong("you multiplied each row by one number of x and added along the row",
          lambda A, x: (A * x[:, np.newaxis]).sum(axis=1),
          "Along a row, x changes from number to number.", "x has the index of the column, not of the row."),
    wrong("you multiplied each row by one number of x and added nothing", lambda A, x: A * x[:, np.newaxis],
          "One number for each row is wanted, and along a row x changes from number to number.",
          "x has the index of the column, not of the row; add along each row."),
    wrong("those are the sums of the rows, without x", lambda A, x: A.sum(axis=1),
          "What does your function do with x?", "Multiply each number of a row by its partner in x before you add."),
    wrong("those are the sums of the columns, without x", lambda A, x: A.sum(axis=0),
          "What does your function do with x, and does each result belong to a row?",
          "Multiply each number of a row by its partner in x before you add."),
    wrong("only the last product of each row is left", lambda A, x: A[:, -1] * x[-1],
          "Does each turn of the inner loop keep what the turns before it found?", "Add with `+=`."),
    wrong("only the first product of each row is there", lambda A, x: A[:, 0] * x[0],
          "How many products belong to one row?", "Should the result be put away inside the inner loop, or after it?"),
    missing("you stopped after the first row", lambda A, x: A[0] @ x,
            "How many rows are there?", "Does `return` stand inside the loop?"),
    wrong("each row goes on adding to the sum of the row before", lambda A, x: np.cumsum(A @ x),
          "Where does the sum of a row begin?", "Set it to 0 inside the outer loop."),
    wrong("everything is added into one number", lambda A, x: np.sum(A @ x),
          "One number for each row is wanted.", "Start a new sum for each row."),
    wrong("only the diagonal of A counts", lambda A, x: np.diag(A) * x,
          "Each result needs a whole row.", "Two loops are needed: over the rows, and along each row."),
    edges=[oblong(
        (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([1.0, 0.5, -2.0])),
        "The outer loop runs over len(A) rows, the inner one over len(x) columns.",
        wrong("you added as many products as there are rows", lambda A, x: A[:, :len(A)] @ x[:len(A)],
              "A matrix need not be square.", "The inner loop runs over the columns: len(x) of them."),
    )],
)


# X inputs, a row for each sample; W weights, a column for each neuron; b biases, one for each neuron

def relu(z): return np.maximum(z, 0)

check_layer = Exercise(
    "layer(X, W, b)", "relu(X @ W + b), for any number of samples, inputs and neurons",
    lambda X, W, b: relu(X @ W + b), (  # every sum of a product and a bias has both signs, and so has every product
        (np.array([[1.0, 2.0], [-1.0, 3.0]]), np.array([[2.0, -1.0], [1.0, -2.0]]), np.array([-3.0, 6.0])),
        (np.array([[1.0, 0.0, 2.0], [-1.0, 1.5, 0.5], [3.0, -2.0, 1.0]]),
         np.array([[1.0, -2.0, 0.5], [2.0, 1.0, -1.0], [-1.0, 0.5, 3.0]]), np.array([0.25, 2.0, -4.0])),
    ),
    wrong("you forgot the bias", lambda X, W, b: relu(X @ W),
          "What does your function do with b?", "Add it to the product, before relu."),
    wrong("you forgot relu", lambda X, W, b: X @ W + b,
          "Nothing below 0 should leave the layer.", "np.maximum(z, 0) does that."),
    wrong("you forgot the bias and relu", lambda X, W, b: X @ W,
          "A product is the first of three steps.", "Add b, then turn what is below 0 into 0."),
    wrong("you multiplied W @ X", lambda X, W, b: relu(W @ X + b),
          "Samples are rows: each row of X should meet each column of W.", "The order of a matrix product matters."),
    wrong("you transposed W", lambda X, W, b: relu(X @ W.T + b),
          "A column of W belongs to a neuron.",
          "The columns of X and the rows of W are as many; nothing needs turning."),
    wrong("you multiplied number by number", lambda X, W, b: relu(X * W + b),
          "Each neuron should see the whole row of a sample.", "A matrix product is written with @."),
    wrong("you added the bias before the product", lambda X, W, b: relu((X + b) @ W),
          "There is one bias for each neuron, not for each input.", "Look at your parentheses."),
    wrong("relu comes before the bias", lambda X, W, b: relu(X @ W) + b,
          "Nothing below 0 should leave the layer.", "The bias is added inside relu."),
    wrong("relu is applied to the inputs", lambda X, W, b: relu(X) @ W + b,
          "Nothing below 0 should leave the layer.", "relu comes last."),
    wrong("you added the biases down the rows", lambda X, W, b: relu(X @ W + b[:, np.newaxis]),
          "Neurons are columns: each should get its own bias.",
          "A vector of one number for each column is added to every row without turning it."),
    wrong("you subtracted the bias", lambda X, W, b: relu(X @ W - b),
          "Look at the sign of b.", "The bias is added."),
    wrong("you kept what is below 0 instead of what is above", lambda X, W, b: np.minimum(X @ W + b, 0),
          "Nothing below 0 should leave the layer.", "Take the larger one of each number and 0."),
    wrong("you took the sign off", lambda X, W, b: np.abs(X @ W + b),
          "What is below 0 should become 0.", "np.maximum, not np.abs."),
    wrong("those are 1 where something is above 0, not how much it is",
          lambda X, W, b: np.where(X @ W + b > 0, 1.0, 0.0),
          "What is above 0 should stay as it is.", "Multiply by the number itself, or take np.maximum."),
    wrong("you used the sigmoid", lambda X, W, b: 1 / (1 + np.exp(-(X @ W + b))),
          "Here the activation is relu.", "What is above 0 stays, what is below becomes 0."),
    wrong("you used the hyperbolic tangent", lambda X, W, b: np.tanh(X @ W + b),
          "Here the activation is relu.", "What is above 0 stays, what is below becomes 0."),
    missing("only the largest number is there", lambda X, W, b: np.max(X @ W + b),
            "np.max gives one number; relu keeps the whole table.", "np.maximum compares number by number."),
    edges=[oblong(
        (np.array([[1.0, 2.0, -1.0], [0.5, -1.0, 2.0]]),
         np.array([[1.0, 0.0, 2.0, -1.0], [0.5, 1.0, -1.0, 2.0], [-2.0, 1.5, 1.0, 0.0]]),
         np.array([0.5, -1.0, 0.0, 2.0])),
        "The result has a row for each sample and a column for each neuron.",
    )],
    instead={"The truth value of an array":
             "Python's max, like its if, compares two single numbers, and a layer gives a table of them. "
             "Hint: np.maximum compares number by number."},
)


# samples are rows: x @ W1 + b1 is the first layer, and what it gives @ W2 + b2 the second

def bias(b1, W2, b2): return b1 @ W2 + b2

check_collapse = Exercise(
    "collapse(W1, b1, W2, b2)", "the weights and biases of the one layer that does what two do",
    lambda W1, b1, W2, b2: (W1 @ W2, bias(b1, W2, b2)), (
        (np.array([[1.0, 2.0], [-1.0, 3.0]]), np.array([0.5, -2.0]),
         np.array([[2.0, 0.0], [1.0, -1.5]]), np.array([3.0, 1.0])),
        (np.array([[2.0, -1.0, 0.5], [0.0, 1.0, 3.0], [1.0, -2.0, 4.0]]), np.array([1.0, 2.5, -1.0]),
         np.array([[1.0, 0.0, -2.0], [3.0, 1.5, 1.0], [-0.5, 2.0, 1.0]]), np.array([-1.0, 0.25, 2.0])),
    ),
    wrong("you multiplied W2 @ W1", lambda W1, b1, W2, b2: (W2 @ W1, bias(b1, W2, b2)),
          "Which of the two does x meet first?", "Samples are rows here: x @ W1 @ W2."),
    almost("that is right for columns, W @ x + b; here samples are rows, x @ W + b",
           lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2),
           "Which of the two does x meet first?", "x @ W1 comes first, and b1 meets W2 from the left as well."),
    wrong("you added the biases", lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
          "b1 is added before the second layer; what does that layer do to it?", "b1 passes through W2."),
    wrong("you forgot that b1 passes through the second layer: only b2 is left", lambda W1, b1, W2, b2: (W1 @ W2, b2),
          "What comes out for an input of zeros?", "b1 comes out of the first layer, and passes through W2."),
    wrong("you multiplied W2 @ W1 and added the biases", lambda W1, b1, W2, b2: (W2 @ W1, b1 + b2),
          "Which of the two does x meet first, and what does the second layer do to b1?",
          "x @ W1 @ W2, and b1 passes through W2."),
    wrong("you multiplied W2 @ W1 and left b1 out", lambda W1, b1, W2, b2: (W2 @ W1, b2),
          "Which of the two does x meet first, and what comes out for an input of zeros?",
          "x @ W1 @ W2, and b1 passes through W2."),
    wrong("b1 meets W2 from the wrong side", lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2),
          "Samples are rows, and so is b1.", "A row stands to the left of the matrix."),
    wrong("you sent b1 through W1", lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W1 + b2),
          "b1 is added after W1; what comes next?", "b1 passes through the second layer."),
    wrong("you sent both biases through W2", lambda W1, b1, W2, b2: (W1 @ W2, (b1 + b2) @ W2),
          "b2 is added after W2; what comes next?", "Only b1 passes through W2."),
    wrong("you forgot b2", lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2),
          "What does your function do with b2?", "It is added at the end, as it is."),
    wrong("you multiplied the biases", lambda W1, b1, W2, b2: (W1 @ W2, b1 * b2),
          "Multiply (x @ W1 + b1) @ W2 + b2 out.", "b2 is added."),
    wrong("you added the weights", lambda W1, b1, W2, b2: (W1 + W2, bias(b1, W2, b2)),
          "x passes through W1, and what comes out through W2.", "One after the other is a product."),
    wrong("you added the weights and the biases", lambda W1, b1, W2, b2: (W1 + W2, b1 + b2),
          "x passes through the first layer, and what comes out through the second.",
          "Multiply (x @ W1 + b1) @ W2 + b2 out."),
    wrong("you multiplied the weights number by number", lambda W1, b1, W2, b2: (W1 * W2, bias(b1, W2, b2)),
          "x passes through W1, and what comes out through W2.", "A matrix product is written with @."),
    almost("W and b have changed places", lambda W1, b1, W2, b2: (bias(b1, W2, b2), W1 @ W2),
           "Which of the two is a matrix?", "return W, b."),
    missing("only W is there", lambda W1, b1, W2, b2: W1 @ W2,
            "A layer has two parts.", "return W, b."),
    parts=("W", "b"), hint="Write the second layer with the first one in it, and multiply out.",
    further="(x @ W1 + b1) @ W2 + b2: what is multiplied by x, and what is left?",
    edges=[oblong(
        (np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, 0.0]]), np.array([2.0, -1.0]),
         np.array([[1.0, 0.0, 2.0, -3.0], [0.5, 1.0, -2.0, 4.0]]), np.array([1.0, 0.0, -1.0, 2.0])),
        "The inner sizes of W1 and W2 are equal, and vanish.",
    )],
)


SAMPLES, INPUTS, NEURONS = 32, 784, 128
check_shape = Exercise(
    "shape of the result",
    "the shape of X @ W + b, for X of shape (32, 784), W of shape (784, 128) and b of shape (128,)",
    lambda: (SAMPLES, NEURONS), (),
    wrong("you kept the sizes that meet", lambda: (INPUTS, INPUTS),
          "The sizes that meet in the middle must be equal, and vanish.", "The outer sizes stay."),
    wrong("rows and columns have changed places", lambda: (NEURONS, SAMPLES),
          "Samples are rows; what are the columns?", "The left matrix gives the rows, the right one the columns."),
    wrong("that is the shape of the left matrix", lambda: (SAMPLES, INPUTS),
          "How many neurons does each sample meet?", "The right matrix gives the number of columns."),
    wrong("that is the shape of the right matrix", lambda: (INPUTS, NEURONS),
          "How many samples go in, and how many should come out?", "The left matrix gives the number of rows."),
    wrong("you appended the shape of the bias", lambda: (SAMPLES, NEURONS, NEURONS),
          "Adding a bias changes numbers; does it make a table three-dimensional?",
          "The bias is repeated in every row; the shape stays."),
    wrong("you kept all three sizes of the product", lambda: (SAMPLES, INPUTS, NEURONS),
          "What happens along the size that both matrices share?", "The products are added up there, and it vanishes."),
    wrong("you wrote the two shapes behind each other", lambda: (SAMPLES, INPUTS, INPUTS, NEURONS),
          "The sizes that meet in the middle must be equal, and vanish.", "The outer sizes stay."),
    wrong("you added the bias as one more row", lambda: (SAMPLES + 1, NEURONS),
          "How many samples went in, and how many should come out?", "The bias is added to the numbers of every row."),
    wrong("you added the bias as one more column", lambda: (SAMPLES, NEURONS + 1),
          "Each neuron has a bias; does that make one more neuron?", "The bias is added to the numbers of every row."),
    wrong("you put the biases beside the product", lambda: (SAMPLES, 2 * NEURONS),
          "Adding a bias changes numbers; does it put anything beside them?",
          "The bias is repeated in every row; the shape stays."),
    missing("that is the shape of the bias", lambda: (NEURONS,),
            "What has become of the samples?", "The shorter shape is repeated to fit the longer one."),
    missing("only the number of samples is there", lambda: (SAMPLES,),
            "How many numbers come out for each sample?", "The right matrix gives the second size."),
    almost("that is how many numbers the result has", lambda: SAMPLES * NEURONS,
           "How many rows and how many columns are these?", "A shape is one size for each direction."),
    wrong("you multiplied all sizes of the product", lambda: SAMPLES * INPUTS * NEURONS,
          "So many multiplications it takes; what shape is the result?", "A shape is one size for each direction."),
    digits=5, hint="Write the two shapes of the product side by side: which sizes meet, and which stay?",
    further="Sizes that meet must be equal, and vanish; the bias is repeated in every row.",
)


# p predictions, y targets, of shapes (n, 1) and (n,): p - y has shape (n, n), and NumPy says nothing; the other
# mixtures of shapes come last, for who made only the predictions flat

def residuals(p, y): return np.ravel(y) - np.ravel(p)
def table(p, y): return y - p  # every target minus every prediction, shape (n, n)
def mixture(p, y, where):
    look = f"Call it with predictions of shape {p.shape} and targets of shape {y.shape}."
    further = "Give both the same shape, whatever comes in: np.ravel makes each of them flat."
    met = wrong(f"every prediction met every target when {where}",
                lambda p, y: np.mean(table(np.reshape(p, (-1, 1)), np.ravel(y)) ** 2), look, further)
    return (p, y), met, breaks(f"your function stops when {where}", look, further)

check_mse = Exercise(
    "mse(predictions, targets)", "the mean squared residual, of any mixture of shapes (n, 1) and (n,)",
    lambda p, y: np.mean(residuals(p, y) ** 2), (
        (np.array([[1.1], [2.9], [5.2], [6.8], [9.1]]), np.array([1.0, 3.0, 5.0, 7.0, 9.0])),
        (np.array([[2.5], [-1.0], [4.0]]), np.array([2.0, 1.0, 3.75])),
    ),
    wrong("every prediction met every target: the difference has shape (n, n)", lambda p, y: np.mean(table(p, y) ** 2),
          "Print the shape of the difference before you square it.",
          "Give both the same shape first; predictions.ravel() makes a column flat."),
    wrong("every prediction met every target, and you did not divide", lambda p, y: np.sum(table(p, y) ** 2),
          "Print the shape of the difference before you square it.",
          "Give both the same shape first, and take the mean."),
    wrong("every prediction met every target, and you divided the sum by n",
          lambda p, y: np.sum(table(p, y) ** 2) / len(y),
          "Print the shape of the difference before you square it.",
          "Give both the same shape first; predictions.ravel() makes a column flat."),
    wrong("every prediction met every target, and you took the root", lambda p, y: np.sqrt(np.mean(table(p, y) ** 2)),
          "Print the shape of the difference before you square it.",
          "Give both the same shape first, and leave the root out."),
    wrong("every prediction met every target, and nothing is squared", lambda p, y: np.mean(np.abs(table(p, y))),
          "Print the shape of the difference, and look for the square.",
          "Give both the same shape first, and square the residuals."),
    wrong("every prediction met every target, and you took the mean along one direction only",
          lambda p, y: np.mean(table(p, y) ** 2, axis=0),
          "A loss is one number; print the shape of the difference.",
          "Give both the same shape first; predictions.ravel() makes a column flat."),
    wrong("every prediction met every target, and you took the mean along each row",
          lambda p, y: np.mean(table(p, y) ** 2, axis=1),
          "A loss is one number; print the shape of the difference.",
          "Give both the same shape first; predictions.ravel() makes a column flat."),
    wrong("you took the sum instead of the mean", lambda p, y: np.sum(residuals(p, y) ** 2),
          "Should the loss grow when the same data come twice?", "Divide by n."),
    wrong("you divided by n twice", lambda p, y: np.mean(residuals(p, y) ** 2) / len(y),
          "A mean is divided by n already.", "n residuals, not n times n."),
    wrong("you took the root", lambda p, y: np.sqrt(np.mean(residuals(p, y) ** 2)),
          "That is the root of the mean squared error.", "Leave the root out."),
    wrong("that is the mean absolute error", lambda p, y: np.mean(np.abs(residuals(p, y))),
          "What makes a large residual count more than a small one?", "Square the residuals."),
    wrong("residuals of opposite sign cancel", lambda p, y: np.mean(residuals(p, y)),
          "Square the residuals before you add them.", "Then no residual is negative."),
    wrong("residuals of opposite sign cancel, the other way round", lambda p, y: np.mean(-residuals(p, y)),
          "Square the residuals before you add them.", "Then no residual is negative."),
    wrong("you took the mean first and squared afterwards", lambda p, y: np.mean(residuals(p, y)) ** 2,
          "Residuals of opposite sign cancel in a mean.", "Square first."),
    almost("you halved it", lambda p, y: np.mean(residuals(p, y) ** 2) / 2,
           "Some define the loss so, to have a neater slope.", "Here it is the mean itself."),
    missing("those are the squared residuals, without their mean", lambda p, y: residuals(p, y) ** 2,
            "A loss is one number.", "Take the mean."),
    edges=[
        mixture(np.array([1.0, 2.0, 4.0]), np.array([[1.5], [4.0], [3.0]]), "the targets are the column"),
        mixture(np.array([[1.0], [2.0], [4.0]]), np.array([[1.5], [4.0], [3.0]]), "both are columns"),
        mixture(np.array([1.0, 2.0, 4.0]), np.array([1.5, 4.0, 3.0]), "both are flat"),
    ],
)


# np.linalg.svd gives U, the singular values s from the largest to the smallest, and Vt, whose rows are the right
# singular vectors

CUT = "Cut all three after k: columns of U, singular values, rows of Vt."
def same(values): return values
def kept(A, which, scale=same, left=same, right=same):
    """Rebuild a matrix from some of its components."""
    U, s, Vt = np.linalg.svd(A)
    return left(U)[:, which] * scale(s[which]) @ right(Vt)[which]
def low_rank(A, k): return kept(A, slice(k))
def factors(A, k):
    U, s, Vt = np.linalg.svd(A)
    return U[:, :k], s[:k], Vt[:k]

check_low_rank = Exercise(
    "keep_rank(A, k)", "the nearest matrix of rank k, from the k largest singular values",
    low_rank, (
        (np.array([[4.0, 1.0, -2.0], [0.0, 3.0, 1.0], [2.0, -1.0, 1.0]]), 1),
        (np.array([[5.0, 1.0, 0.0, 2.0], [-1.0, 4.0, 2.0, 0.0], [3.0, 0.0, -2.0, 1.0], [1.0, -2.0, 1.0, 3.0]]), 2),
    ),
    wrong("you kept the smallest singular values", lambda A, k: kept(A, slice(-k, None)),
          "Which components change the matrix most when they are left out?",
          "np.linalg.svd gives the largest one first."),
    wrong("that is the rest, what was to be left out", lambda A, k: A - low_rank(A, k),
          "The larger part of the matrix should stay.", "Keep the first k components."),
    wrong("you forgot the singular values", lambda A, k: kept(A, slice(k), np.ones_like),
          "U and Vt only turn; what stretches?", "Multiply column j of U by singular value j."),
    wrong("you used columns of Vt: NumPy returns V transposed already",
          lambda A, k: kept(A, slice(k), right=np.transpose),
          "With all components the matrix itself should come back; does it?",
          "The right singular vectors are the rows of what np.linalg.svd returns last."),
    wrong("you used rows of U", lambda A, k: kept(A, slice(k), left=np.transpose),
          "With all components the matrix itself should come back; does it?",
          "The left singular vectors are the columns of U."),
    wrong("you kept one component too many", lambda A, k: kept(A, slice(k + 1)),
          "How many singular values does your result have that are not 0?", "s[:k] ends before place k."),
    wrong("you kept one component too few", lambda A, k: kept(A, slice(k - 1)),
          "How many singular values does your result have that are not 0?",
          "s[:k] ends before place k; nothing has to be subtracted."),
    wrong("you left out the first component", lambda A, k: kept(A, slice(1, k + 1)),
          "Which component changes the matrix most when it is left out?", "Python counts from 0."),
    wrong("only one component is there, number k", lambda A, k: kept(A, slice(k - 1, k)),
          "k components are wanted, added up.", "A colon is missing: [:k]."),
    wrong("only one component is there, the one at place k", lambda A, k: kept(A, slice(k, k + 1)),
          "k components are wanted, added up.", "A colon is missing: [:k]."),
    wrong("nothing is cut off", lambda A, k: A,
          "What does your function do with k?", CUT),
    wrong("you cut the rows and columns off instead of the components", lambda A, k: A[:k, :k],
          "The result should have the shape of A.", CUT),
    wrong("you squared the singular values", lambda A, k: kept(A, slice(k), np.square),
          "With all components the matrix itself should come back; does it?",
          "The squares measure energy; the matrix is rebuilt from the values themselves."),
    wrong("you took the roots of the singular values", lambda A, k: kept(A, slice(k), np.sqrt),
          "With all components the matrix itself should come back; does it?",
          "Leave the root out, or put one into both factors."),
    wrong("U and Vt have changed places", lambda A, k: low_rank(A.T, k),
          "With all components the matrix itself should come back; does it, or does its transpose?",
          "U stands on the left."),
    wrong("those are the three factors", factors,
          "Their product is wanted.", "U @ np.diag(s) @ Vt, each of them cut after k."),
    wrong("those are the singular values", lambda A, k: np.linalg.svd(A)[1][:k],
          "A matrix of the shape of A is wanted.", CUT),
    hint="With all components the matrix itself comes back; does it, in your function?",
    edges=[
        oblong((np.array([[3.0, 1.0], [0.0, 2.0], [-1.0, 4.0]]), 1), CUT),
        oblong((np.array([[3.0, 1.0, 0.5], [0.0, 2.0, -2.0]]), 1), CUT),
    ],
)


SIDE, RANK = 4096, 8
TRAINED, WHOLE = 2 * SIDE * RANK, SIDE**2

check_parameters = Exercise(
    "number of trained parameters",
    "how many numbers LoRA of rank 8 trains beside a matrix of 4,096 rows and 4,096 columns",
    lambda: TRAINED, (),
    wrong("that is the large matrix, which stays as it is", lambda: WHOLE,
          "Only the two thin matrices are trained.", "What are their shapes?"),
    wrong("that is one of the two thin matrices", lambda: SIDE * RANK,
          "One matrix of rank 8 has to come back to 4,096 columns.", "Two matrices are trained."),
    almost("those are the two thin matrices one by one", lambda: (SIDE * RANK, SIDE * RANK),
           "How many numbers are trained in all?", "Add the two."),
    wrong("you counted the large matrix once for each rank", lambda: RANK * WHOLE,
          "That is more than the large matrix itself; LoRA should need less.",
          "One side of each thin matrix is the rank."),
    wrong("you counted both matrices twice, or bytes at 2 bytes a number", lambda: 2 * TRAINED,
          "One matrix goes down to the rank, the other one comes back; how many numbers are that?",
          "Two matrices, each counted once; and numbers are wanted, not bytes."),
    almost("you counted bytes, at 4 bytes a number", lambda: 4 * TRAINED,
           "How many numbers are that?", "Divide by 4."),
    wrong("you added the large matrix, which stays as it is", lambda: WHOLE + TRAINED,
          "Only the two thin matrices are trained.", "Leave out what is not trained."),
    wrong("that is how many numbers LoRA saves", lambda: WHOLE - TRAINED,
          "How many numbers are trained?", "You subtracted one step too many."),
    wrong("you added the sides instead of multiplying", lambda: 2 * (SIDE + RANK),
          "How many numbers does a matrix of 2 rows and 3 columns hold?", "Rows times columns, for both matrices."),
    wrong("you forgot the rank", lambda: 2 * SIDE,
          "With rank 1 so many numbers would be trained.", "One side of each thin matrix is the rank."),
    wrong("you divided the large matrix by the rank", lambda: WHOLE / RANK,
          "A matrix of rank 8 is the product of two thin ones; count those.", "One side of each is the rank."),
    wrong("you squared the rank: there is a small matrix between two thin ones", lambda: TRAINED + RANK**2,
          "LoRA has two matrices and nothing in between.", "Leave out the third."),
    wrong("you counted singular values too", lambda: TRAINED + RANK,
          "LoRA has two matrices and nothing in between.", "Leave out the third."),
    almost("that is the share of the large matrix", lambda: TRAINED / WHOLE,
           "The number itself is wanted.", "Multiply by how many numbers the large matrix has."),
    almost("that is the share of the large matrix in percent", lambda: 100 * TRAINED / WHOLE,
           "The number itself is wanted.", "Multiply by how many numbers the large matrix has, and divide by 100."),
    almost("that is how many times as many numbers the large matrix has", lambda: WHOLE / TRAINED,
           "The number itself is wanted.", "What did you divide by?"),
    wrong("that is the rank, squared", lambda: RANK**2,
          "Each thin matrix has a short side and a long one.", "The long side is 4,096."),
    digits=5, rounded=2,
    hint="Two thin matrices stand beside the large one; their product has its shape. What are their shapes?",
    further="The inner size of that product is the rank.",
)


# X data, a row for each sample; an axis is right with either sign, since it has no front

def turned(axis): return opposite(axis) if flat(axis)[0] < 0 else axis  # until its first number is positive
def opposite(numbers): return tuple(map(opposite, numbers)) if isinstance(numbers, tuple) else -numbers
def standardised(X): return (X - X.mean(axis=0)) / X.std(axis=0)
def covariance(X): return np.cov(X, rowvar=False)
def axis(S, which=-1): return np.linalg.eigh(S)[1][:, which]  # sorted by eigenvalue, the largest last
def axes(X): return np.linalg.eigh(covariance(standardised(X)))[1]  # in columns
def by_eig(X): return np.linalg.eig(covariance(standardised(X)))
def first_axis(X): return axes(X)[:, -1]
def along(X): return standardised(X) @ first_axis(X)  # coordinates of the data along the first axis

check_pca = Exercise(
    "first_axis(X)", "the direction in which the standardised columns of X vary most, with either sign",
    first_axis, (
        # age in years, income in thousand a year, tenure in months; length, weight and price of something else
        (np.array([[25.0, 30, 10], [32, 52, 30], [41, 90, 12], [47, 61, 50], [58, 99, 28]]),),
        (np.array([[9.0, 400, 1.5], [7, 520, 3], [6.5, 410, 2.5], [4, 700, 2], [3, 640, 4.5]]),),
        # three features of which np.linalg.eig happens not to put the largest variance first
        (np.array([[5.0, 21, 22], [1, 4, 14], [12, 26, 15], [13, 13, 20], [18, 6, 22]]),),
    ),
    wrong("you did not standardise", lambda X: axis(covariance(X)),
          "The feature with the large numbers takes all; would it in another unit?",
          "Subtract each column's mean, and divide by its standard deviation."),
    wrong("you did not subtract the means, so the axis leans towards them",
          lambda X: axis((X / X.std(axis=0)).T @ (X / X.std(axis=0))),
          "What is the mean of each column before the product?", "Subtract each column's mean first."),
    wrong("you neither centred nor standardised", lambda X: axis(X.T @ X),
          "What are the mean and the spread of each column before the product?",
          "Subtract each column's mean, and divide by its standard deviation."),
    wrong("you divided by the variance instead of the standard deviation",
          lambda X: axis(covariance(X / X.var(axis=0))),
          "After standardising, what spread should each column have?",
          "The standard deviation is the root of the variance."),
    wrong("you used one mean and one spread for all columns", lambda X: axis((X - X.mean()).T @ (X - X.mean())),
          "Each feature has its own unit, its own mean and its own spread.", "axis=0 runs down each column."),
    wrong("you standardised the rows", lambda X: axis(covariance(standardised(X.T).T)),
          "Each feature has its own unit; where do the features stand?", "axis=0 runs down each column."),
    wrong("that is the axis of the smallest variance", lambda X: axis(covariance(standardised(X)), 0),
          "np.linalg.eigh sorts from the smallest eigenvalue to the largest; np.linalg.eig does not sort.",
          "Take the eigenvector of the largest eigenvalue."),
    wrong("that is the second axis", lambda X: axis(covariance(standardised(X)), -2),
          "Which eigenvalue is the largest?",
          "np.linalg.eigh sorts from the smallest to the largest; np.linalg.eig does not sort."),
    wrong("you took the first eigenvector of np.linalg.eig, which does not sort",
          lambda X: by_eig(X).eigenvectors[:, 0],
          "Print the eigenvalues; does the largest one always come first?",
          "np.argmax(values) tells where it stands; np.linalg.eigh puts it last."),
    wrong("you took a row of the eigenvectors instead of a column", lambda X: axes(X)[-1],
          "Does the matrix stretch your vector without turning it?",
          "Eigenvectors stand in the columns: vectors[:, -1]."),
    wrong("you took the first row of the eigenvectors of np.linalg.eig, which does not sort",
          lambda X: by_eig(X).eigenvectors[0],
          "Does the matrix stretch your vector without turning it?",
          "Eigenvectors stand in the columns: vectors[:, np.argmax(values)]."),
    wrong("you took a row of the eigenvectors of np.linalg.eig instead of a column",
          lambda X: by_eig(X).eigenvectors[np.argmax(by_eig(X).eigenvalues)],
          "Does the matrix stretch your vector without turning it?",
          "Eigenvectors stand in the columns: vectors[:, np.argmax(values)]."),
    wrong("you took the first row of the eigenvectors", lambda X: axes(X)[0],
          "Does the matrix stretch your vector without turning it?",
          "Eigenvectors stand in the columns, and np.linalg.eigh puts the largest last: vectors[:, -1]."),
    wrong("you took a column of Vt instead of a row", lambda X: np.linalg.svd(standardised(X))[2][:, 0],
          "np.linalg.svd returns V transposed already.", "The right singular vectors are rows: Vt[0]."),
    wrong("that is an axis of the samples, not of the features", lambda X: axis(np.cov(standardised(X))),
          "As many numbers are wanted as there are columns.",
          "np.cov takes rows for features; rowvar=False turns that round."),
    wrong("those are the standardised data along the axis", lambda X: along(X),
          "The direction itself is wanted: one number for each feature.", "Leave out the last product."),
    missing("that is the variance along the axis", lambda X: np.var(along(X), ddof=1),
            "An eigenvalue says how much; the direction is wanted.", "np.linalg.eigh returns the eigenvectors second."),
    wrong("those are the variances along all axes", lambda X: np.linalg.eigvalsh(covariance(standardised(X))),
          "Eigenvalues say how much; the direction is wanted.", "np.linalg.eigh returns the eigenvectors second."),
    wrong("all axes are there", lambda X: axes(X),
          "Only the axis of the largest variance is wanted.", "Eigenvectors stand in the columns: vectors[:, -1]."),
    hint="Standardise every column, work out the covariance of the columns, and take an eigenvector.",
    seen=lambda *found: tuple(map(turned, found)),
)
