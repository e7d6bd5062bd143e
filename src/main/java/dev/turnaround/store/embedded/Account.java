package dev.turnaround.store.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// As whom PostgreSQL runs. It refuses to be root.
sealed interface Account {
    /// As ourselves, who are not root.
    record Ourselves() implements Account {}

    /// As root whom a user namespace hides: inside it, root's files appear as one's own, and one's
    /// own number is that of nobody. No file has to change hands.
    record Namespace() implements Account {}

    /// As somebody else, to whom root gives the files.
    record Other(int uid, int gid) implements Account {
        // The number that Linux distributions give nobody, and the kernel those it cannot name.
        private static final int NOBODY = 65534;

        static Other nobody() {
            return new Other(NOBODY, NOBODY);
        }
    }

    /// The owner of the cluster; if that is root, or there is no cluster yet, root in disguise.
    static Account of(Path cluster) throws IOException, InterruptedException {
        if (new UnixSystem().getUid() != 0) {
            return new Ourselves();
        }
        if (Files.exists(cluster) && number(cluster, "uid") != 0) {
            return new Other(number(cluster, "uid"), number(cluster, "gid"));
        }
        return namespaceWorks() ? new Namespace() : Other.nobody();
    }

    /// What goes before a command so that it runs as this account.
    default List<String> prefix() {
        return switch (this) {
            case Ourselves _ -> List.of();
            case Namespace _ -> List.of("unshare", "--user", "--");
            case Other(var uid, var gid) ->
                    List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--");
        };
    }

    /// Makes this account the owner of what we made, and of all that is in it.
    default void own(Path path) throws IOException {
        switch (this) {
            case Ourselves _, Namespace _ -> {}
            case Other(var uid, var gid) -> {
                if (number(path, "uid") != uid) {
                    // The top comes last, so that a run cut short is seen and done again.
                    Folder.bottomUp(path, file -> give(file, uid, gid));
                }
            }
        }
    }

    /// Whether this account can get at a file.
    default boolean reaches(Path path) throws InterruptedException {
        return switch (this) {
            case Ourselves _, Namespace _ -> true;
            case Other _ -> {
                var words = new ArrayList<>(prefix());
                words.addAll(List.of("test", "-r", path.toString()));
                yield succeeds(words);
            }
        };
    }

    private static void give(Path path, int uid, int gid) throws IOException {
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    private static int number(Path path, String attribute) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
    }

    // Containers and hardened kernels forbid it, and only trying tells.
    private static boolean namespaceWorks() throws InterruptedException {
        return succeeds(List.of("unshare", "--user", "--", "true"));
    }

    private static boolean succeeds(List<String> words) throws InterruptedException {
        try {
            var process =
                    new ProcessBuilder(words)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
