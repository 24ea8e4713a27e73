package annlab.estimators.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {
  private static final Lbfgs SOLVER = new Lbfgs(1000, 15000, 1e-8);

  /**
   * It stops once the value falls by less than 2e-9: SciPy stops at 3e-12, 4e-6 from the minimum.
   */
  private static final double NEAR = 1e-5;

  private static double rosenbrock(double[] x, double[] gradient) {
    double a = 1 - x[0];
    double b = x[1] - x[0] * x[0];
    gradient[0] = -2 * a - 400 * x[0] * b;
    gradient[1] = 200 * b;
    return a * a + 100 * b * b;
  }

  @Test
  void findsTheMinimumOfRosenbrocksValley() {
    double[] x = {-1.2, 1};
    Lbfgs.Result result = SOLVER.minimize(LbfgsTest::rosenbrock, x);
    assertThat(result.stop()).isEqualTo(Lbfgs.Stop.CONVERGED);
    assertThat(x[0]).isCloseTo(1, within(NEAR));
    assertThat(x[1]).isCloseTo(1, within(NEAR));
  }

  @Test
  void takesAsManyStepsInRosenbrocksValleyAsScipy() {
    // scipy.optimize.minimize(rosen, [-1.2, 1], jac=rosen_der, method="L-BFGS-B",
    //     options={"gtol": 1e-8}) of SciPy 1.10.1: nit 36
    assertThat(SOLVER.minimize(LbfgsTest::rosenbrock, new double[] {-1.2, 1}).iterations())
        .isEqualTo(36);
  }

  @Test
  void stopsAtTheIterationsAllowed() {
    Lbfgs.Result result =
        new Lbfgs(3, 15000, 1e-8).minimize(LbfgsTest::rosenbrock, new double[] {-1.2, 1});
    assertThat(result.iterations()).isEqualTo(3);
    assertThat(result.stop()).isEqualTo(Lbfgs.Stop.ITERATIONS);
  }

  @Test
  void stopsAtTheEvaluationsAllowed() {
    Lbfgs.Result result =
        new Lbfgs(1000, 5, 1e-8).minimize(LbfgsTest::rosenbrock, new double[] {-1.2, 1});
    assertThat(result.stop()).isEqualTo(Lbfgs.Stop.EVALUATIONS);
  }

  @Test
  void staysWhereTheGradientIsZero() {
    double[] x = {1, 1};
    Lbfgs.Result result = SOLVER.minimize(LbfgsTest::rosenbrock, x);
    assertThat(result.iterations()).isZero();
    assertThat(x).containsExactly(1, 1);
  }

  @Test
  void minimizesAQuadraticOfManyScales() {
    double[] x = new double[20];
    SOLVER.minimize(
        (p, gradient) -> {
          double value = 0;
          for (int i = 0; i < p.length; i++) {
            double curvature = 1 + i * i;
            gradient[i] = curvature * (p[i] - i);
            value += 0.5 * curvature * (p[i] - i) * (p[i] - i);
          }
          return value;
        },
        x);
    for (int i = 0; i < x.length; i++) {
      assertThat(x[i]).isCloseTo(i, within(1e-3 / (1 + i)));
    }
  }
}
