package dev.turnaround.cli;

import dev.turnaround.provider.Provider;
import dev.turnaround.settings.InvalidSettings;
import dev.turnaround.settings.Settings;
import dev.turnaround.settings.SettingsReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says where the settings are.
final class SettingsFile {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The settings; config/turnaround.yaml if it is there and nothing is given.")
    private @Nullable Path file;

    /// Reads them, and tells of what looks like a mistake.
    ///
    /// @throws Refusal naming each key that is wrong, and its line
    Settings read(List<Provider> providers, PrintStream warnings) {
        var names = providers.stream().map(Provider::name).collect(Collectors.toSet());
        try {
            var loaded = new SettingsReader(names, System.getenv()).readFirst(file, Path.of(""));
            loaded.warnings().forEach(warning -> warnings.println("warning: " + warning));
            return loaded.settings();
        } catch (InvalidSettings invalid) {
            throw new Refusal("The settings cannot be used:\n" + invalid.getMessage());
        }
    }
}
