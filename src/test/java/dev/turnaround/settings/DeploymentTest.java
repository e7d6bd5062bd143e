package dev.turnaround.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What can be said of `docker` and of the workflows without running either.
class DeploymentTest {
    private static final Path DOCKER = Path.of("docker");
    private static final Path WORKFLOWS = Path.of(".github", "workflows");
    private static final Set<String> PROCESSES = Set.of("turnaround-1", "turnaround-2");
    private static final String DATABASE_URL =
            "postgresql://turnaround:secret@172.30.7.10:5432/turnaround";

    /// What the operator makes, and what is no part of the repository therefore.
    private static final Set<String> MADE_BY_HAND = Set.of("./tls");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern SERVER = Pattern.compile("(?m)^ *server ([\\d.]+):8080 ");
    private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");
    private static final Pattern DESCRIBED = Pattern.compile("(?m)^\\| `(Turnaround\\w+)` \\|");
    private static final Pattern MAJOR = Pattern.compile("[\\w.-]+/[\\w.-]+@v\\d+");

    private final Map<?, ?> compose = yaml(DOCKER.resolve("compose.yaml"));
    private final Map<?, ?> services = map(compose.get("services"));

    @Test
    void the_servers_environment_is_made_of_settings_and_names_its_proxy() throws InvalidSettings {
        for (var name : PROCESSES) {
            var environment = new HashMap<String, String>();
            map(service(name).get("environment"))
                    .forEach((key, value) -> environment.put((String) key, given((String) value)));

            var loaded = new SettingsReader(Set.of(), environment).readEnvironment();

            assertThat(loaded.warnings()).isEmpty();
            assertThat(loaded.settings().database())
                    .isEqualTo(
                            ((DatabaseUrl.Parsed.Good) DatabaseUrl.parse(DATABASE_URL)).database());
            assertThat(loaded.settings().access().trustedProxies())
                    .containsExactly(address("proxy"));
            assertThat(loaded.settings().admin().token()).isNotNull();
            assertThat(loaded.settings().secrets().keyset()).isNotNull();
        }
    }

    private static String given(String value) {
        return switch (value) {
            case "file:/run/secrets/database-url" -> DATABASE_URL;
            case String secret when secret.startsWith("file:/run/secrets/") -> "a secret";
            case String variable when variable.startsWith("${") ->
                    variable.replaceAll("^\\$\\{\\w+:-(.*)}$", "$1");
            case String literal -> literal;
        };
    }

    @Test
    void what_a_service_needs_is_declared_and_there() {
        var secrets = map(compose.get("secrets")).keySet();
        var volumes = map(compose.get("volumes")).keySet();
        services.forEach((name, one) -> {
            var service = map(one);
            assertThat(secrets.containsAll(list(service.get("secrets")))).as("%s", name).isTrue();
            for (var mount : list(service.get("volumes"))) {
                var source = mount.substring(0, mount.indexOf(':'));
                if (source.startsWith(".")) {
                    assertThat(
                                    MADE_BY_HAND.contains(source)
                                            || Files.exists(DOCKER.resolve(source)))
                            .as(mount)
                            .isTrue();
                } else {
                    assertThat(volumes.contains(source)).as(mount).isTrue();
                }
            }
            if (service.get("depends_on") instanceof Map<?, ?> others) {
                assertThat(services.keySet().containsAll(others.keySet())).as("%s", name).isTrue();
            }
            assertThat((String) service.get("image")).as("%s", name).contains(":");
        });
        assertThat(services.keySet().containsAll(PROCESSES)).isTrue();
    }

    @Test
    void addresses_are_given_once_and_the_proxy_and_prometheus_know_those_of_the_processes()
            throws IOException {
        var all = services.keySet().stream().map(name -> address((String) name)).toList();
        assertThat(all).doesNotHaveDuplicates().allMatch(one -> one.startsWith("172.30.7."));
        var processes = PROCESSES.stream().map(this::address).collect(Collectors.toSet());

        assertThat(found(SERVER, Files.readString(DOCKER.resolve("nginx/upstream.conf"))))
                .isEqualTo(processes);
        assertThat(Files.readString(DOCKER.resolve("prometheus/prometheus.yaml")))
                .contains(processes);
        yaml(DOCKER.resolve("prometheus/prometheus.yaml"));
    }

    @Test
    void grafana_is_told_everything_that_its_provisioning_asks_for() throws IOException {
        var asked = new TreeSet<String>();
        try (var files = Files.walk(Path.of("config", "grafana", "provisioning"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                asked.addAll(found(VARIABLE, Files.readString(file)));
            }
        }
        var environment = map(service("grafana").get("environment")).keySet();

        assertThat(asked).isNotEmpty().allMatch(environment::contains);
    }

    /// The runtime image has no curl and no wget.
    @Test
    void the_image_asks_the_server_itself_whether_it_lives() throws IOException {
        var file = Files.readString(DOCKER.resolve("Dockerfile"));

        assertThat(file.substring(file.indexOf("HEALTHCHECK")))
                .contains("\"health\"]")
                .doesNotContain("curl ", "wget ");
        assertThat(file).contains("\nUSER turnaround\n");
    }

    @Test
    void the_runbook_knows_every_alert_and_no_other() throws IOException {
        var runbook = Files.readString(Path.of("docs", "operations.md"));
        var rules = Files.readString(Path.of("config", "prometheus", "rules.yaml"));

        assertThat(found(DESCRIBED, runbook)).isNotEmpty().isEqualTo(found(ALERT, rules));
    }

    @Test
    void workflows_may_read_and_use_actions_of_a_known_version() throws IOException {
        try (var files = Files.list(WORKFLOWS)) {
            for (var file : files.toList()) {
                var workflow = yaml(file);
                assertThat(map(workflow.get("permissions")).get("contents"))
                        .as("%s", file)
                        .isEqualTo("read");
                var actions = new ArrayList<String>();
                map(workflow.get("jobs")).values().forEach(job -> uses(map(job), actions));
                assertThat(actions)
                        .as("%s", file)
                        .isNotEmpty()
                        .allMatch(one ->
                                (one.startsWith("./") && Files.exists(Path.of(one)))
                                        || MAJOR.matcher(one).matches());
            }
        }
    }

    private static void uses(Map<?, ?> job, List<String> actions) {
        if (job.get("uses") instanceof String workflow) {
            actions.add(workflow);
        }
        if (job.get("steps") instanceof List<?> steps) {
            for (var step : steps) {
                if (map(step).get("uses") instanceof String action) {
                    actions.add(action);
                }
            }
        }
    }

    private Map<?, ?> service(String name) {
        return map(services.get(name));
    }

    private String address(String service) {
        var back = map(map(service(service).get("networks")).get("back"));
        return (String) Objects.requireNonNull(back.get("ipv4_address"));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult one) -> one.group(1))
                .collect(Collectors.toSet());
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<String> list(@Nullable Object value) {
        return value == null
                ? List.of()
                : ((List<?>) value).stream().map(String.class::cast).toList();
    }

    private static Map<?, ?> yaml(Path file) {
        try {
            return map(
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .load(Files.readString(file)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
