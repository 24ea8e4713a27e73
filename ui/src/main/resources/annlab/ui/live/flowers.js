// Every sixth iris: petal length and width in cm, and whether it is setosa.

/** What class 0 and class 1 are called. */
export const NAMES = ['versicolor and virginica', 'setosa'];

export const FLOWERS = [
  [1.4, 0.2, 1],
  [1.4, 0.3, 1],
  [1.4, 0.1, 1],
  [1.7, 0.3, 1],
  [1.9, 0.2, 1],
  [1.6, 0.2, 1],
  [1.3, 0.2, 1],
  [1.3, 0.2, 1],
  [1.5, 0.2, 1],
  [4.6, 1.5, 0],
  [3.5, 1, 0],
  [4.5, 1.5, 0],
  [4.9, 1.5, 0],
  [4.5, 1.5, 0],
  [4.5, 1.5, 0],
  [4.4, 1.2, 0],
  [4.2, 1.3, 0],
  [5.9, 2.1, 0],
  [5.8, 1.8, 0],
  [5.1, 2.4, 0],
  [5.7, 2.3, 0],
  [4.8, 1.8, 0],
  [5.6, 2.2, 0],
  [4.8, 1.8, 0],
  [5.7, 2.5, 0],
];
