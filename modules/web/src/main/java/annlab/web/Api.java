package annlab.web;

import annlab.lab.Chapter;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** The site's JSON, below {@value #ROOT}; {@code openapi.json} describes each address. */
final class Api {
  static final String ROOT = "/api/v1";

  private static final String DESCRIPTION = "openapi.json";

  private final List<Route> routes;

  Api(
      Guard guard,
      RunsApi runs,
      ComparisonsApi comparisons,
      SweepsApi sweeps,
      ClaimsApi claims,
      DataApi data,
      Machine machine,
      Laboratories laboratories) {
    this.routes =
        Stream.of(
                Stream.of(
                    Route.get("/openapi.json", Api::describe),
                    Route.get("/chapter", Api::chapter),
                    Route.get("/experiments", Api::experiments),
                    Route.get("/titles", Api::titles),
                    guard.loginRoute()),
                machine.routes().stream(),
                runs.routes().stream(),
                comparisons.routes().stream(),
                sweeps.routes().stream(),
                claims.routes().stream(),
                data.routes().stream(),
                laboratories.routes().stream())
            .flatMap(part -> part)
            .toList();
  }

  /** Every address, as the description must have it. */
  List<Route> routes() {
    return routes;
  }

  void addTo(RoutesConfig config) {
    routes.forEach(
        route -> config.addHttpHandler(route.method(), ROOT + route.path(), route.handler()));
  }

  private static void describe(Context request) throws IOException {
    try (InputStream in = Api.class.getResourceAsStream(DESCRIPTION)) {
      if (in == null) {
        throw new IllegalStateException(DESCRIPTION + " is missing from the jar of annlab.web");
      }
      request.contentType("application/json").result(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + DESCRIPTION, e);
    }
  }

  private static void chapter(Context request) {
    Answers.sendIfNew(
        request,
        Json.line(
            Json.array(
                Chapter.sections().stream()
                    .map(
                        section ->
                            Json.object()
                                .put("number", section.number())
                                .put("title", section.title())
                                .put("summary", section.summary())
                                .put("text", section.text()))
                    .toList())));
  }

  private static void experiments(Context request) {
    Answers.sendIfNew(
        request, Json.line(Json.array(Experiments.all().stream().map(Api::json).toList())));
  }

  /** Most pages want no more of the experiments, whose claims are long. */
  private static void titles(Context request) {
    Answers.sendIfNew(
        request, Json.line(Json.array(Experiments.all().stream().map(Api::title).toList())));
  }

  private static ObjectNode title(Experiment experiment) {
    return Json.object()
        .put("id", experiment.id())
        .put("section", experiment.section())
        .put("title", experiment.title());
  }

  private static ObjectNode json(Experiment experiment) {
    ObjectNode object = title(experiment);
    object.set("defaults", experiment.defaults().json());
    object.set("quick", experiment.quick().json());
    object.set("claims", ClaimsApi.toCome(experiment));
    return object;
  }
}
