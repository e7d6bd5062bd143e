package dev.turnaround.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final Pattern POLICY_NONCE = Pattern.compile("'nonce-([^']+)'");
    private static final Pattern IMPORT_MAP =
            Pattern.compile(
                    "<script type=\"importmap\" nonce=\"([^\"]+)\">(.+?)</script>", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile("<script[^>]*>");
    private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
    private static final Pattern PRELOAD =
            Pattern.compile("<link rel=\"modulepreload\" href=\"([^\"]+)\">");
    private static final Pattern IMPORT =
            Pattern.compile(
                    "(?:^|[;}\\s])(?:import|export)\\b(?:[^'\"();]*?\\bfrom)?\\s*[\"']([^\"']+)[\"']");

    private static final Pattern ANY_IMPORT =
            Pattern.compile(
                    "(?:^|[;}\\s])(?:import|export)\\b(?:[^'\"();]*?\\bfrom)?\\s*\\(?[\"']([^\"']+)[\"']");

    private static final Pattern SHEET = Pattern.compile("(?m)^@import '\\./([^']+)';$");

    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static URI root = URI.create("http://127.0.0.1/");

    @BeforeAll
    static void serve() throws Exception {
        var router = Router.router(VERTX);
        Pages.fromClassPath().mount(router, path -> path.startsWith("/api/"));
        HttpServer server =
                VERTX.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
        root = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        CLIENT.close();
    }

    @Test
    void the_page_is_html_that_is_never_kept() {
        var page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "cache-control")).isEqualTo("no-store");
        assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(page, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(page.body()).doesNotContain("{{", "${");
    }

    @Test
    void the_policy_allows_own_files_and_one_inline_script() {
        var page = get("/");
        var nonce = nonce(page);

        assertThat(header(page, "content-security-policy"))
                .isEqualTo(
                        "default-src 'none'; script-src 'self' 'nonce-%s'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
                                .formatted(nonce));
        assertThat(all(IMPORT_MAP, page.body()))
                .extracting(map -> map.group(1))
                .containsExactly(nonce);
        assertThat(all(SCRIPT, page.body()))
                .extracting(MatchResult::group)
                .filteredOn(tag -> !tag.contains(" src="))
                .hasSize(1);
        assertThat(page.body()).doesNotContain(" style=", "<style", " onclick=");
    }

    @Test
    void each_response_has_a_nonce_of_its_own() {
        var nonces = new HashSet<String>();
        for (var i = 0; i < 20; i++) {
            nonces.add(nonce(get("/")));
        }
        assertThat(nonces).hasSize(20).allMatch(nonce -> nonce.length() >= 22);
    }

    @Test
    void every_address_in_the_page_answers_with_its_type_for_ever() {
        var addresses =
                all(ADDRESS, get("/").body()).stream().map(found -> found.group(1)).toList();

        assertThat(addresses).hasSizeGreaterThan(10);
        for (var address : addresses) {
            var answer = get(address);
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            assertThat(header(answer, "content-type")).as(address).isEqualTo(type(address));
            assertThat(header(answer, "cache-control"))
                    .as(address)
                    .isEqualTo("public, max-age=31536000, immutable");
            assertThat(header(answer, "x-content-type-options")).as(address).isEqualTo("nosniff");
            assertThat(header(answer, "referrer-policy")).as(address).isEqualTo("no-referrer");
        }
    }

    @Test
    void the_import_map_names_files_that_exist() {
        var map = importMap(get("/").body());

        assertThat(map).isNotEmpty();
        map.forEach((name, address) -> {
            if (name.endsWith("/")) {
                assertThat(address).as(name).endsWith("/");
            } else {
                var answer = get(address);
                assertThat(answer.statusCode()).as(name).isEqualTo(200);
                assertThat(header(answer, "content-type"))
                        .as(name)
                        .isEqualTo("text/javascript; charset=utf-8");
            }
        });
    }

    @Test
    void every_import_resolves_and_is_preloaded() {
        var page = get("/").body();
        var loaded = modulesFrom(main(page), importMap(page), IMPORT);

        assertThat(loaded).anyMatch(address -> address.endsWith("/lit-html.js"));
        assertThat(all(PRELOAD, page))
                .extracting(found -> found.group(1))
                .containsExactlyInAnyOrderElementsOf(loaded);
    }

    @Test
    void every_module_of_ours_is_used() throws IOException {
        var page = get("/").body();
        var folder = main(page).substring(0, main(page).lastIndexOf('/') + 1);
        var used = new HashSet<>(modulesFrom(main(page), importMap(page), ANY_IMPORT));
        all(ADDRESS, page).forEach(found -> used.add(found.group(1)));

        var own = Path.of("src/main/resources/web/app");
        all(SHEET, Files.readString(own.resolve("page.css")))
                .forEach(found -> used.add(folder + found.group(1)));
        try (var files = Files.walk(own)) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .map(file ->
                                            folder
                                                    + own.relativize(file)
                                                            .toString()
                                                            .replace('\\', '/')))
                    .isSubsetOf(used);
        }
    }

    @Test
    void all_sheets_come_as_one() throws IOException {
        var sheet =
                all(ADDRESS, get("/").body()).stream()
                        .map(found -> found.group(1))
                        .filter(address -> address.endsWith(".css"))
                        .toList();
        assertThat(sheet).hasSize(1);

        var whole = get(sheet.getFirst()).body();
        var own = Path.of("src/main/resources/web/app");
        var from = 0;
        for (var part : all(SHEET, Files.readString(own.resolve("page.css")))) {
            var at = whole.indexOf(Files.readString(own.resolve(part.group(1))), from);
            assertThat(at).as(part.group(1)).isGreaterThanOrEqualTo(from);
            from = at;
        }
        assertThat(whole).doesNotContain("@import");
    }

    @Test
    void what_signs_in_is_asked_for_first() {
        var page = get("/").body();
        var early =
                modulesFrom(main(page).replace("/main.js", "/begin.js"), importMap(page), IMPORT);

        assertThat(early).hasSizeLessThan(12).noneMatch(address -> address.contains("/lit"));
        assertThat(all(PRELOAD, page).stream().map(found -> found.group(1)).limit(early.size()))
                .containsExactlyInAnyOrderElementsOf(early);
    }

    @Test
    void everything_but_what_is_loaded_late_weighs_less_than_300_kilobytes() throws IOException {
        var page = get("/").body();
        var addresses = new TreeSet<>(modulesFrom(main(page), importMap(page), ANY_IMPORT));
        all(ADDRESS, page).forEach(found -> addresses.add(found.group(1)));
        addresses.removeIf(address ->
                address.startsWith("/modules/echarts/")
                        || address.startsWith("/modules/swagger-ui/"));
        var bytes = 0;
        for (var address : addresses) {
            var answer = compressed(address, "gzip, deflate, br");
            assertThat(header(answer, "content-encoding")).as(address).isEqualTo("gzip");
            assertThat(header(answer, "vary")).isEqualToIgnoringCase("accept-encoding");
            try (var content = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                assertThat(new String(content.readAllBytes(), UTF_8))
                        .as(address)
                        .isEqualTo(get(address).body());
            }
            bytes += answer.body().length;
        }
        System.out.printf("the page weighs %,d bytes in %d files%n", bytes, addresses.size());
        assertThat(bytes).isBetween(20_000, 300_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "br", "gzip;q=0", "br, gzip; q=0.0", "x-gzip"})
    void who_cannot_read_it_compressed_gets_it_as_it_is(String accepted) {
        var script = main(get("/").body());
        var answer = compressed(script, accepted);

        assertThat(header(answer, "content-encoding")).isEmpty();
        assertThat(new String(answer.body(), UTF_8)).isEqualTo(get(script).body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/deliveries",
                "/prs/github/acme/web.js/482",
                "/nowhere/at/all/",
                "/webhooks-of-ours"
            })
    void any_address_that_is_no_file_and_no_call_is_a_screen(String address) {
        var page = get(address);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "content-security-policy")).contains("'nonce-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/nowhere",
                "/favicon.ico",
                "/robots.txt",
                "/assets/",
                "/assets/0000000000000000/main.js",
                "/assets/BUILD/missing.js",
                "/assets/BUILD/",
                "/assets/BUILD/../../index.html",
                "/assets/BUILD/../../../dev/turnaround/Main.class",
                "/assets/BUILD/%2e%2e/%2e%2e/index.html",
                "/assets/BUILD/..%2f..%2findex.html",
                "/assets/BUILD/..%5c..%5cindex.html",
                "/assets//etc/passwd",
                "/modules/../index.html",
                "/modules/lit/",
                "/index.html",
                "/web/index.html",
            })
    void nothing_else_is_served(String address) {
        var page = get("/").body();
        var build = main(page).split("/", -1)[2];

        assertThat(get(address.replace("BUILD", build)).statusCode()).isEqualTo(404);
    }

    @Test
    void a_missing_asset_is_not_remembered() {
        assertThat(header(get("/assets/0000000000000000/main.js"), "cache-control"))
                .isEqualTo("no-store");
    }

    @Test
    void a_head_is_answered_without_a_body() {
        var page = send("HEAD", "/");
        var script = send("HEAD", main(get("/").body()));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEmpty();
        assertThat(header(page, "content-security-policy")).contains("'nonce-");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.body()).isEmpty();
        assertThat(header(script, "cache-control")).contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void other_methods_are_refused(String method) {
        assertThat(send(method, "/").statusCode()).isEqualTo(405);
        assertThat(send(method, main(get("/").body())).statusCode()).isEqualTo(405);
    }

    /// Every module that a browser loads from this one on, as addresses.
    ///
    /// @param imports which ways to import count
    private static Set<String> modulesFrom(String start, Map<String, String> map, Pattern imports) {
        var loaded = new HashSet<>(Set.of(start));
        var waiting = new ArrayDeque<>(loaded);
        while (!waiting.isEmpty()) {
            var module = waiting.remove();
            var answer = get(module);
            assertThat(answer.statusCode()).as(module).isEqualTo(200);
            for (var found : all(imports, answer.body())) {
                var address = resolve(found.group(1), module, map);
                if (loaded.add(address)) {
                    waiting.add(address);
                }
            }
        }
        return loaded;
    }

    private static String resolve(String specifier, String module, Map<String, String> map) {
        if (specifier.startsWith(".")) {
            return URI.create(module).resolve(specifier).getPath();
        }
        var exact = map.get(specifier);
        if (exact != null) {
            return exact;
        }
        var folder = specifier.substring(0, specifier.lastIndexOf('/') + 1);
        for (; !folder.isEmpty(); folder = folder.replaceFirst("[^/]*/$", "")) {
            var address = map.get(folder);
            if (address != null) {
                return address + specifier.substring(folder.length());
            }
        }
        throw new AssertionError(
                module + " imports " + specifier + ", which is not in the import map");
    }

    private static Map<String, String> importMap(String page) {
        var map = new TreeMap<String, String>();
        new JsonObject(all(IMPORT_MAP, page).getFirst().group(2))
                .getJsonObject("imports")
                .forEach(entry -> map.put(entry.getKey(), (String) entry.getValue()));
        return map;
    }

    private static String main(String page) {
        return all(ADDRESS, page).stream()
                .map(found -> found.group(1))
                .filter(address -> address.endsWith("/main.js"))
                .findFirst()
                .orElseThrow();
    }

    private static String type(String address) {
        return switch (address.substring(address.lastIndexOf('.'))) {
            case ".js" -> "text/javascript; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> throw new AssertionError(address);
        };
    }

    private static String nonce(HttpResponse<String> page) {
        return all(POLICY_NONCE, header(page, "content-security-policy")).getFirst().group(1);
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static HttpResponse<String> get(String address) {
        return send("GET", address);
    }

    private static HttpResponse<byte[]> compressed(String address, String accepted) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(root + address.substring(1)))
                            .header("accept-encoding", accepted)
                            .build();
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static HttpResponse<String> send(String method, String address) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(root + address.substring(1)))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build();
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
