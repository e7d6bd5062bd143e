package dev.turnaround.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.store.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedPostgresTest {
    private static final Duration GONE_MAX = Duration.ofSeconds(10);

    // Making a cluster takes seconds, copying one does not.
    @TempDir static Path made;

    @TempDir Path folder;

    @BeforeAll
    static void make_a_database_to_copy() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(made)) {
            change(postgres.endpoint(), "create table note (text text not null)");
        }
    }

    @Test
    void nothing_written_into_the_cluster_changes_what_matters()
            throws IOException, InterruptedException, SQLException {
        var data = copy();
        Files.writeString(
                data.resolve("postgres/postgresql.auto.conf"),
                """
                fsync = off
                synchronous_commit = off
                full_page_writes = off
                listen_addresses = '*'
                unix_socket_directories = '/tmp'
                """);
        try (var postgres = EmbeddedPostgres.start(data)) {
            var shown = new LinkedHashMap<String, String>();
            for (var setting : SETTINGS.keySet()) {
                shown.put(setting, answer(postgres.endpoint(), "show " + setting));
            }
            assertThat(shown).isEqualTo(SETTINGS);
        }
    }

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "full_page_writes", "on",
                    "data_checksums", "on",
                    "listen_addresses", "127.0.0.1",
                    "unix_socket_directories", "",
                    "server_encoding", "UTF8",
                    "jit", "off",
                    "shared_buffers", "256MB");

    @Test
    void nobody_gets_in_without_the_password()
            throws IOException, InterruptedException, SQLException {
        var data = copy();
        try (var postgres = EmbeddedPostgres.start(data)) {
            var endpoint = postgres.endpoint();
            assertThat(refusal(endpoint, "")).isEqualTo("08004");
            assertThat(refusal(endpoint, "wrong")).isEqualTo("28P01");
            assertThat(
                            answer(
                                    endpoint,
                                    "select string_agg(distinct auth_method, ' ') from"
                                            + " pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
            assertThat(permissions(data.resolve("password"))).isEqualTo("rw-------");
            assertThat(permissions(data.resolve("log"))).isEqualTo("rwx------");
        }
    }

    @Test
    void what_is_committed_survives_a_kill_of_postgres() throws Exception {
        var data = copy();
        try (var postgres = EmbeddedPostgres.start(data)) {
            change(postgres.endpoint(), "insert into note values ('kept')");
            kill(postgres.pid());
            await_end(postgres.pid());
            assertThat(postgres.running()).isFalse();
        }
        try (var postgres = EmbeddedPostgres.start(data)) {
            assertThat(answer(postgres.endpoint(), "select text from note")).isEqualTo("kept");
        }
    }

    @Test
    void a_backend_that_outlives_a_killed_postgres_does_not_keep_it_down() throws Exception {
        var data = copy();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> busy;
            try (var postgres = EmbeddedPostgres.start(data)) {
                var endpoint = postgres.endpoint();
                busy = threads.submit(() -> refusedQuery(endpoint, BUSY));
                await_true(() -> answer(endpoint, COUNT_BUSY).equals("1"));
                kill(postgres.pid());
                await_end(postgres.pid());
            }
            try (var again = EmbeddedPostgres.start(data)) {
                assertThat(answer(again.endpoint(), COUNT_BUSY)).isEqualTo("0");
            }
            assertThat(busy.get()).startsWith("08");
        }
    }

    // Busy without ever asking whether its server still lives.
    private static final String BUSY = "select count(*) from generate_series(1, 100000000000) busy";
    private static final String COUNT_BUSY =
            "select count(*) from pg_stat_activity where state = 'active' and query like '%_series%'"
                    + " and pid <> pg_backend_pid()";

    @Test
    void the_orphan_of_a_killed_turnaround_is_replaced() throws Exception {
        var data = copy();
        try (var other = OtherProcess.on(data)) {
            var orphan = other.running();
            change(orphan.endpoint(), "insert into note values ('kept')");
            other.kill();
            assertThat(alive(orphan.pid())).isTrue();

            try (var postgres = EmbeddedPostgres.start(data)) {
                assertThat(alive(orphan.pid())).isFalse();
                assertThat(postgres.pid()).isNotEqualTo(orphan.pid());
                assertThat(answer(postgres.endpoint(), "select text from note")).isEqualTo("kept");
            }
        }
    }

    @Test
    void a_directory_in_use_is_refused_to_this_process_and_to_others() throws Exception {
        var data = copy().toRealPath();
        try (var postgres = EmbeddedPostgres.start(data)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(data))
                    .isInstanceOfSatisfying(
                            EmbeddedFailure.DataDirectoryInUse.class,
                            failure -> {
                                assertThat(failure.path()).isEqualTo(data);
                                assertThat(failure.pid()).isEqualTo(ProcessHandle.current().pid());
                            });
            // After the refusal above: it must not have cost us the lock.
            try (var other = OtherProcess.on(data)) {
                assertThat(other.outcome())
                        .startsWith("refused DataDirectoryInUse")
                        .contains(data.toString(), "process " + ProcessHandle.current().pid());
            }
            assertThat(postgres.running()).isTrue();
        }
    }

    @Test
    void a_command_joins_the_server_that_runs_and_leaves_it_running() throws Exception {
        var data = copy();
        try (var postgres = EmbeddedPostgres.start(data)) {
            try (var joined = EmbeddedPostgres.startOrJoin(data)) {
                assertThat(joined.endpoint()).isEqualTo(postgres.endpoint());
            }
            assertThat(answer(postgres.endpoint(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void closing_ends_postgres_and_frees_the_directory() throws Exception {
        var data = copy();
        var postgres = EmbeddedPostgres.start(data);
        postgres.close();
        assertThat(alive(postgres.pid())).isFalse();
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
        EmbeddedPostgres.start(data).close();
    }

    @Test
    void a_stale_pid_file_with_the_number_of_another_process_harms_neither() throws Exception {
        var data = copy();
        var unrelated = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    data.resolve("postgres/postmaster.pid"),
                    "%d\n%s\n1700000000\n5432\n\n127.0.0.1\n  2162746         9\nready   \n"
                            .formatted(unrelated.pid(), data.resolve("postgres")));
            try (var postgres = EmbeddedPostgres.start(data)) {
                assertThat(answer(postgres.endpoint(), "select 1")).isEqualTo("1");
                assertThat(unrelated.isAlive()).isTrue();
            }
        } finally {
            unrelated.destroy();
        }
    }

    @Test
    void an_initdb_cut_short_is_done_again() throws Exception {
        try (var other = OtherProcess.on(folder)) {
            await_true(() -> Files.exists(folder) && half_made() == 1);
            other.kill();
        }
        assertThat(folder.resolve("postgres")).doesNotExist();
        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThat(answer(postgres.endpoint(), "select current_database()"))
                    .isEqualTo("turnaround");
        }
        EmbeddedPostgres.start(folder).close();
        assertThat(half_made()).isZero();
    }

    private int half_made() throws IOException {
        try (var found = Files.newDirectoryStream(folder, "postgres.new-*")) {
            var count = 0;
            for (var _ : found) {
                count++;
            }
            return count;
        }
    }

    @Test
    void a_cluster_of_another_major_version_is_refused_by_name() throws Exception {
        var data = copy();
        Files.writeString(data.resolve("postgres/PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(data))
                .isInstanceOf(EmbeddedFailure.OtherVersion.class)
                .hasMessageContainingAll("PostgreSQL 17", "PostgreSQL 18");
    }

    @Test
    void a_directory_that_cannot_be_made_is_refused_by_name() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedPostgres.start(file.resolve("data")))
                .isInstanceOf(EmbeddedFailure.DataDirectoryNotWritable.class)
                .hasMessageContaining(file.resolve("data").toString());
    }

    @Test
    void a_failed_start_shows_the_end_of_the_log_and_frees_the_directory() throws Exception {
        var data = copy();
        var broken = data.resolve("postgres/postgresql.auto.conf");
        Files.writeString(broken, "no_such_setting = 1\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(data))
                .isInstanceOf(EmbeddedFailure.Unusable.class)
                .hasMessageContaining("no_such_setting");
        Files.writeString(broken, "");
        EmbeddedPostgres.start(data).close();
    }

    @Test
    void a_long_log_is_put_aside() throws Exception {
        var data = copy();
        Files.write(data.resolve("log/postgres.log"), new byte[(10 << 20) + 1]);
        EmbeddedPostgres.start(data).close();
        assertThat(Files.size(data.resolve("log/postgres.log"))).isLessThan(10_000);
        assertThat(data.resolve("log/postgres.log.1")).hasSize((10 << 20) + 1);
    }

    @Test
    void two_processes_may_unpack_at_once_and_a_folder_that_allows_it_is_found() throws Exception {
        var unwritable = Files.writeString(folder.resolve("file"), "").resolve("cache");
        var cache = folder.resolve("cache");
        Callable<Binaries> unpack = () -> Binaries.in(List.of(unwritable, cache));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(unpack);
            var second = threads.submit(unpack);
            assertThat(first.get()).isEqualTo(second.get());
            assertThat(first.get().major()).isEqualTo("18");
            assertThat(first.get().home()).hasParent(cache);
        }
        try (var left = Files.list(cache)) {
            assertThat(left).hasSize(1);
        }
    }

    private Path copy() throws IOException, InterruptedException {
        var data = folder.resolve("data");
        var copied = new ProcessBuilder("cp", "-a", made.toString(), data.toString()).start();
        assertThat(copied.waitFor()).isZero();
        return data;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String answer(Endpoint endpoint, String query) throws SQLException {
        try (var connection = connect(endpoint, endpoint.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void change(Endpoint endpoint, String sql) throws SQLException {
        try (var connection = connect(endpoint, endpoint.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String refusedQuery(Endpoint endpoint, String query) {
        try {
            return answer(endpoint, query);
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static String refusal(Endpoint endpoint, String password) {
        try (var connection = connect(endpoint, password)) {
            return "let in: " + connection;
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static Connection connect(Endpoint endpoint, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", endpoint.user());
        properties.setProperty("password", password);
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(endpoint.host(), endpoint.port(), endpoint.database()),
                properties);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().arguments())
                .map(arguments -> arguments.length > 0)
                .orElse(false);
    }

    private static void await_end(long pid) throws Exception {
        await_true(() -> !alive(pid));
    }

    private static void await_true(Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + GONE_MAX.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
