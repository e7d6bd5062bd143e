package dev.turnaround.api;

import dev.turnaround.contract.Problem;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.reconcile.UnknownTarget;
import io.vertx.ext.web.RoutingContext;

/// What came of asking a provider, or for a run, as an answer of ours.
final class ProviderProblem {

    private ProviderProblem() {}

    static void send(RoutingContext context, Throwable failed) {
        var request = context.request();
        switch (failed) {
            case ApiFailure.Refused refused ->
                    Problem.send(
                            request,
                            502,
                            refused.diagnosis().what() + ": " + refused.diagnosis().advice());
            case ApiFailure.Limited limited ->
                    Problem.send(
                            request,
                            503,
                            "the provider wants fewer calls until " + limited.until());
            case ApiFailure.CursorExpired _ ->
                    Problem.send(request, 400, "the list has to be begun again: no cursor");
            case ApiFailure unwell ->
                    Problem.send(request, 502, String.valueOf(unwell.getMessage()));
            case UnknownTarget none ->
                    Problem.send(request, 404, String.valueOf(none.getMessage()));
            case IllegalArgumentException _ ->
                    Problem.send(request, 400, "the cursor is none of ours");
            default -> context.fail(failed);
        }
    }
}
