package dev.turnaround.cli;

import dev.turnaround.vault.Keyset;
import dev.turnaround.vault.KeysetFile;
import dev.turnaround.vault.UnusableKeyset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `turnaround keyset`: the keys that seal what is kept secret in the database.
public final class KeysetCommands {

    private KeysetCommands() {}

    /// `turnaround keyset create`
    @Command(
            name = "create",
            description =
                    "Prints a new keyset, for secrets.keyset. Keep it: without it nothing that was"
                            + " sealed with it opens again.",
            mixinStandardHelpOptions = true)
    public static final class Create implements Callable<Integer> {
        @Override
        public Integer call() {
            System.out.println(Keyset.make());
            return 0;
        }
    }

    /// `turnaround keyset rotate FILE`
    @Command(
            name = "rotate",
            description =
                    "Adds a key to the keyset in FILE, which seals from the next start on; what was"
                            + " sealed before is sealed anew then.",
            mixinStandardHelpOptions = true)
    public static final class Rotate implements Callable<Integer> {
        @Parameters(
                paramLabel = "FILE",
                description =
                        "Such as data/secrets-keyset.json, or what secrets.keyset is read from.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            try {
                KeysetFile.replace(file, Keyset.rotated(Files.readString(file).strip()));
            } catch (IOException unreadable) {
                throw new Refusal("The file " + file + " cannot be read.");
            } catch (UnusableKeyset none) {
                throw new Refusal("The file " + file + " holds no keyset: " + none.getMessage());
            }
            System.out.println("Restart every process that uses " + file + ".");
            return 0;
        }
    }
}
