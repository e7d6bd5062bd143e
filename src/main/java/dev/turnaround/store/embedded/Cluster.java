package dev.turnaround.store.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's own files: made once, or checked.
final class Cluster {
    static final String NAME = "turnaround";

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final String UNFINISHED = "postgres.new-";
    private static final int PASSWORD_BYTES = 24;

    private Cluster() {}

    /// Sees to it that there is a cluster that this PostgreSQL can read, with our database in it.
    static void prepare(Programs programs) throws IOException, InterruptedException {
        var data = programs.data();
        sweep(data);
        if (!Files.exists(data.cluster().resolve("PG_VERSION"))) {
            create(programs);
        }
        var version = Files.readString(data.cluster().resolve("PG_VERSION")).strip();
        if (!version.equals(programs.binaries().major())) {
            throw new EmbeddedFailure.OtherVersion(
                    data.cluster(), version, programs.binaries().major());
        }
        programs.account().own(data.cluster());
    }

    /// The password of our user, who is made with the cluster.
    static String password(DataDirectory data) throws IOException {
        try {
            return Files.readString(data.password()).strip();
        } catch (NoSuchFileException e) {
            throw new EmbeddedFailure.Unusable(
                    data.password()
                            + " is missing, and the database in "
                            + data.cluster()
                            + " opens with nothing else: restore it from a backup",
                    e);
        }
    }

    private static void create(Programs programs) throws IOException, InterruptedException {
        var data = programs.data();
        if (Files.exists(data.cluster())) {
            throw new EmbeddedFailure.Unusable(
                    data.cluster()
                            + " is not a PostgreSQL data directory (no PG_VERSION): restore or move"
                            + " it",
                    null);
        }
        LOG.atDebug().addKeyValue("directory", data.root()).log("making the database");
        makePassword(programs);
        // A new name each time: the initdb of a process that was killed may still be writing.
        var unfinished = Files.createTempDirectory(data.root(), UNFINISHED);
        programs.account().own(unfinished);
        programs.run("", "initdb", initdb(data, unfinished));
        // The server's single-user mode, so that cluster and database appear in one rename. Not
        // forced to disk here, because the next step does it once for everything.
        programs.run(
                "create database " + NAME + "\n",
                "postgres",
                List.of(
                        "--single",
                        "-F",
                        "-c",
                        "exit_on_error=on",
                        "-D",
                        unfinished.toString(),
                        "postgres"));
        programs.run("", "initdb", List.of("--sync-only", "-D", unfinished.toString()));
        Files.move(unfinished, data.cluster(), StandardCopyOption.ATOMIC_MOVE);
        force(data.root());
    }

    private static List<String> initdb(DataDirectory data, Path cluster) {
        return List.of(
                "--pgdata=" + cluster,
                "--username=" + NAME,
                "--auth=scram-sha-256",
                "--pwfile=" + data.password(),
                "--data-checksums",
                "--encoding=UTF8",
                // The same order of texts on every machine, whatever libraries it has.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync",
                "--no-instructions");
    }

    private static void makePassword(Programs programs) throws IOException {
        var file = programs.data().password();
        if (Files.exists(file)) {
            return;
        }
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        var unfinished =
                Files.createTempFile(
                        programs.data().root(),
                        "password",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                unfinished,
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n",
                StandardOpenOption.SYNC);
        programs.account().own(unfinished);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void sweep(DataDirectory data) throws IOException {
        try (var left = Files.newDirectoryStream(data.root(), UNFINISHED + "*")) {
            for (var unfinished : left) {
                LOG.atInfo()
                        .addKeyValue("directory", unfinished)
                        .log("removing a half-made database");
                try {
                    Folder.delete(unfinished);
                } catch (IOException e) {
                    // Still written to; the next start finds it again.
                    LOG.atInfo().setCause(e).log("left for later");
                }
            }
        }
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
