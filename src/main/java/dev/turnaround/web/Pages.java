package dev.turnaround.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// The page of the web UI with its assets. One page answers for all screens: which of them an
/// address means is the browser's to say.
///
/// Needs no session: it holds no data, and signs in to fetch some.
public final class Pages {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String NEVER = "no-store";
    private static final int NONCE_BYTES = 16;

    /// What a browser may do on the page: run our own modules and talk to this server. The nonce is
    /// for the import map, which must be inline.
    private static final String POLICY =
            "default-src 'none'; script-src 'self' 'nonce-{{nonce}}'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Asset> assets;
    private final Map<String, Future<Buffer>> compressed = new ConcurrentHashMap<>();
    private final String index;

    /// `gzip` among what is accepted, and not with a weight of 0.
    /// <https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding>
    private static final Pattern GZIP_WANTED =
            Pattern.compile("(?:^|,)\\s*gzip\\s*(?:,|$|;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$)))");

    private record Asset(String contentType, Buffer content) {}

    private Pages(Map<String, Asset> assets, String index) {
        this.assets = assets;
        this.index = index;
    }

    /// Reads everything that will be served.
    public static Pages fromClassPath() {
        var page = Objects.requireNonNull(Pages.class.getResource("/web/index.html"));
        var files = ClassPathFolder.around(page);
        var own = files.subMap("app/", "app0");
        var prefix = "/assets/" + hash(own);
        var assets = new HashMap<String, Asset>();
        own.forEach((path, content) ->
                assets.put(prefix + path.substring("app".length()), asset(path, content)));
        files.subMap("modules/", "modules0")
                .forEach((path, content) -> assets.put("/" + path, asset(path, content)));
        mergeSheets(prefix + "/page.css", assets);
        var importMap = Libraries.importMap(files.keySet());
        var graph = new ImportGraph(importMap, address -> source(assets, address));
        var atOnce = new LinkedHashSet<>(graph.from(prefix + "/begin.js"));
        atOnce.addAll(graph.from(prefix + "/main.js"));
        var index =
                new String(Objects.requireNonNull(files.get("index.html")), UTF_8)
                        .replace("{{importMap}}", importMapText(importMap))
                        .replace("{{preloads}}", preloads(atOnce))
                        .replace("{{assets}}", prefix);
        var pages = new Pages(Map.copyOf(assets), index);
        atOnce.add(prefix + "/page.css");
        pages.compress(atOnce);
        return pages;
    }

    /// One sheet is served, the parts of it are not.
    private static void mergeSheets(String address, Map<String, Asset> assets) {
        var whole = StyleSheet.whole(address, part -> source(assets, part));
        assets.keySet().removeIf(one -> one.endsWith(".css") && one.startsWith("/assets/"));
        assets.put(address, asset(address, whole.getBytes(UTF_8)));
    }

    /// What every visitor asks for first does not wait until somebody has asked.
    private void compress(Collection<String> addresses) {
        for (var address : addresses) {
            var content = Objects.requireNonNull(assets.get(address)).content();
            compressed.put(address, Future.succeededFuture(gzip(content)));
        }
    }

    /// Adds the routes `/assets/…`, `/modules/…`, `/` and whatever may be the address of a screen,
    /// for GET and HEAD.
    ///
    /// @param isCall whether a path is answered by something else than a screen
    public void mount(Router router, Predicate<String> isCall) {
        readable(router.route("/assets/*")).handler(this::asset);
        readable(router.route("/modules/*")).handler(this::asset);
        readable(router.route())
                .handler(context -> {
                    if (isScreen(context.normalizedPath())
                            && !isCall.test(context.normalizedPath())) {
                        page(context);
                    } else {
                        context.next();
                    }
                });
    }

    /// A dot in the last segment means a file, and a missing file must not be answered with a page:
    /// the browser would take it for the script that it asked for.
    private static boolean isScreen(String path) {
        return path.indexOf('.', path.lastIndexOf('/')) < 0;
    }

    private static @Nullable String source(Map<String, Asset> assets, String address) {
        var asset = assets.get(address);
        return asset == null ? null : asset.content().toString(UTF_8);
    }

    private static String importMapText(Map<String, String> imports) {
        return new JsonObject()
                .put("imports", new JsonObject(new LinkedHashMap<>(imports)))
                .encodePrettily();
    }

    private static String preloads(SequencedSet<String> modules) {
        return modules.stream()
                .map("<link rel=\"modulepreload\" href=\"%s\">"::formatted)
                .collect(Collectors.joining("\n"));
    }

    private static Route readable(Route route) {
        return route.method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private void page(RoutingContext context) {
        var nonce = nonce();
        context.response()
                .putHeader("Content-Security-Policy", POLICY.replace("{{nonce}}", nonce))
                .putHeader(HttpHeaders.CACHE_CONTROL, NEVER);
        end(context, "text/html; charset=utf-8", Buffer.buffer(index.replace("{{nonce}}", nonce)));
    }

    private void asset(RoutingContext context) {
        var asset = assets.get(context.normalizedPath());
        if (asset == null) {
            context.response().setStatusCode(404).putHeader(HttpHeaders.CACHE_CONTROL, NEVER);
            end(context, "text/plain; charset=utf-8", Buffer.buffer("Not found\n"));
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        var wanted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (wanted == null || !GZIP_WANTED.matcher(wanted).find()) {
            end(context, asset.contentType(), asset.content());
            return;
        }
        compressed
                .computeIfAbsent(
                        context.normalizedPath(),
                        _ -> context.vertx().executeBlocking(() -> gzip(asset.content())))
                .onSuccess(content -> {
                    context.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
                    end(context, asset.contentType(), content);
                })
                .onFailure(context::fail);
    }

    /// Once for all that ask: a chart library takes longer than an event loop may.
    private static Buffer gzip(Buffer content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /// Over HTTP/2, Vert.x sends the body that it is given even in answer to a HEAD.
    private static void end(RoutingContext context, String contentType, Buffer body) {
        var response =
                context.response()
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .putHeader("Referrer-Policy", "no-referrer")
                        .putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
        } else {
            response.end(body);
        }
    }

    private String nonce() {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Asset asset(String path, byte[] content) {
        return new Asset(contentType(path), Buffer.buffer(content));
    }

    private static String contentType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "text/plain; charset=utf-8";
        };
    }

    /// Names and contents both count: a renamed file is another build.
    private static String hash(SortedMap<String, byte[]> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, content) -> {
                digest.update(path.getBytes(UTF_8));
                digest.update((byte) 0);
                digest.update(Integer.toString(content.length).getBytes(UTF_8));
                digest.update((byte) 0);
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
