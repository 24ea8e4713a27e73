package annlab.datasets;

/** Finds data files along a search path, or downloads them; always verified. */
public final class DataHome {
  DataHome() {}
}
