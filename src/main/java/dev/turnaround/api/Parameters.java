package dev.turnaround.api;

import dev.turnaround.contract.Problem;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.ValidatedRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The parameters of a request, which the contract has checked already.
final class Parameters {
    static final int LIMIT_DEFAULT = 50;
    private final ValidatedRequest request;

    private Parameters(ValidatedRequest request) {
        this.request = request;
    }

    static Parameters of(RoutingContext context) {
        return new Parameters(
                Objects.requireNonNull(
                        context.<ValidatedRequest>get(
                                RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST),
                        "the contract looks first"));
    }

    /// A parameter that cannot be used.
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient List<Problem.Fault> faults;

        Unusable(String field, String expected) {
            this(List.of(new Problem.Fault(field, expected)));
        }

        Unusable(List<Problem.Fault> faults) {
            super(
                    faults.stream()
                            .map(one -> one.field() + ": " + one.detail())
                            .collect(Collectors.joining("; ")),
                    null,
                    false,
                    false);
            this.faults = List.copyOf(faults);
        }

        List<Problem.Fault> faults() {
            return faults;
        }
    }

    String path(String name) {
        return Objects.requireNonNull(
                Objects.requireNonNull(request.getPathParameters().get(name), name).getString(),
                name);
    }

    /// A text that the body must have.
    String bodyText(String name) {
        var body = request.getBody().getJsonObject();
        return Objects.requireNonNull(body == null ? null : body.getString(name), name);
    }

    /// A yes or no that the body must have.
    boolean bodyFlag(String name) {
        var body = request.getBody().getJsonObject();
        return Objects.requireNonNull(body == null ? null : body.getBoolean(name), name);
    }

    /// A yes or no that the body, if there is one, may have; no without.
    boolean bodyFlagOrFalse(String name) {
        var given = request.getBody();
        var body = given == null || given.isNull() ? null : given.getJsonObject();
        return body != null && Boolean.TRUE.equals(body.getBoolean(name));
    }

    /// The body, which must be there.
    JsonObject body() {
        return Objects.requireNonNull(request.getBody().getJsonObject(), "a body");
    }

    /// A yes or no; null when it is not given.
    @Nullable Boolean flag(String name) {
        var value = request.getQuery().get(name);
        return (value == null || value.isNull()) ? null : value.getBoolean();
    }

    /// A text that the body, if there is one, may have.
    @Nullable String bodyTextOrNull(String name) {
        var given = request.getBody();
        var body = given == null || given.isNull() ? null : given.getJsonObject();
        return body == null ? null : body.getString(name);
    }

    /// An instant that the body, if there is one, may have.
    @Nullable Instant bodyInstant(String name) {
        var text = bodyTextOrNull(name);
        return text == null ? null : instant(name, text);
    }

    /// Where the page before ended, in its parts; null for the first page.
    @Nullable List<String> cursor(int parts) {
        var cursor = text("cursor");
        if (cursor == null) {
            return null;
        }
        try {
            return Cursor.read(cursor, parts);
        } catch (IllegalArgumentException foreign) {
            throw new Unusable("cursor", "the `next` of a page before");
        }
    }

    @Nullable String text(String name) {
        var value = request.getQuery().get(name);
        return value == null || value.isNull() || value.isEmpty() ? null : value.getString();
    }

    @Nullable Long number(String name) {
        var value = request.getQuery().get(name);
        return value == null || value.isNull() ? null : value.getLong();
    }

    @Nullable Instant instant(String name) {
        var text = text(name);
        return text == null ? null : instant(name, text);
    }

    static Instant instant(String name, String text) {
        try {
            // A plus sign that was not escaped arrives as a space.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException nonsense) {
            throw new Unusable(name, "an instant such as 2026-11-21T09:30:00Z");
        }
    }

    Set<String> words(String name) {
        var text = text(name);
        return text == null
                ? Set.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    int limit() {
        var limit = number("limit");
        return limit == null ? LIMIT_DEFAULT : limit.intValue();
    }
}
