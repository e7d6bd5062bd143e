package dev.turnaround.store.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked once for each user and version.
///
/// @param home the folder that holds `bin`, `lib` and `share`
record Binaries(Path home) {

    /// The programs for this platform, unpacked if they are not yet. Two processes may do so at once: each unpacks for itself,
    /// and the first to finish puts its copy in place.
    ///
    /// @param fallback where to unpack when there is no writable cache folder in the user's home
    static Binaries unpacked(Path fallback) {
        var archive = archiveName();
        try {
            var name = "postgres-" + digest(archive);
            for (var cache : List.of(cache(), fallback)) {
                if (Files.isDirectory(cache.resolve(name).resolve("bin"))) {
                    return new Binaries(cache.resolve(name));
                }
            }
            var parent = writable(cache()) ? cache() : fallback;
            Files.createDirectories(parent);
            return new Binaries(unpack(archive, parent, name));
        } catch (IOException failed) {
            throw new EmbeddedFailure(
                    "PostgreSQL's programs cannot be unpacked: " + failed.getMessage(), failed);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static String archiveName() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var system = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : "linux";
        var arm = arch.equals("aarch64") || arch.equals("arm64");
        for (var suffix : arm ? List.of("arm_64v8", "arm_64") : List.of("x86_64")) {
            var name = "/postgres-" + system + "-" + suffix + ".txz";
            if (Binaries.class.getResource(name) != null) {
                return name;
            }
        }
        throw new EmbeddedFailure(
                "This build brings no PostgreSQL for %s on %s. Build it on this platform, or give database.url a PostgreSQL of yours."
                        .formatted(os, arch));
    }

    private static InputStream open(String archive) throws IOException {
        var stream = Binaries.class.getResourceAsStream(archive);
        if (stream == null) {
            throw new IOException(archive + " is gone");
        }
        return stream;
    }

    private static String digest(String archive) throws IOException {
        try (var stream = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static Path cache() {
        var given = System.getenv("XDG_CACHE_HOME");
        var base =
                given == null || given.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(given);
        return base.resolve("turnaround");
    }

    private static boolean writable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException denied) {
            return false;
        }
    }

    private static Path unpack(String archive, Path parent, String name) throws IOException {
        var target = parent.resolve(name);
        var made = Files.createTempDirectory(parent, name + "-");
        try (var tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(open(archive))))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, made);
            }
        }
        Files.setPosixFilePermissions(made, permissions(0755));
        try {
            Files.move(made, target);
        } catch (IOException another) {
            if (!Files.isDirectory(target.resolve("bin"))) {
                throw another;
            }
            delete(made);
        }
        return target;
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
            throws IOException {
        var path = into.resolve(entry.getName()).normalize();
        if (!path.startsWith(into)) {
            throw new IOException("an entry leads out of the archive");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, into.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            Files.setPosixFilePermissions(path, permissions(entry.getMode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var all = PosixFilePermission.values();
        var set = EnumSet.noneOf(PosixFilePermission.class);
        for (var i = 0; i < all.length; i++) {
            // The constants stand in the order of the bits, from the owner's right to read downwards.
            if ((mode & (1 << (all.length - 1 - i))) != 0) {
                set.add(all[i]);
            }
        }
        return set;
    }

    static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
