package dev.turnaround.cli;

import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.vault.KeysetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the keys are that seal what is kept secret: in the settings, or beside an embedded
/// database. Beside an external one none are: several processes need the same, and only the
/// operator can see to that.
final class FoundKeys {
    private static final String KEYSET = "secrets-keyset.json";

    private FoundKeys() {}

    /// The settings with the keys, which are made if there are none and they may be.
    static Settings orMade(Settings settings) {
        var file = file(settings);
        return file == null ? settings : with(settings, file);
    }

    /// The settings with the keys that there are.
    static Settings asTheyAre(Settings settings) {
        var file = file(settings);
        return file == null || !Files.exists(file) ? settings : with(settings, file);
    }

    private static @Nullable Path file(Settings settings) {
        return settings.secrets().keyset() == null
                        && settings.database() instanceof Settings.Database.Embedded(var dataDir, _)
                ? dataDir.resolve(KEYSET)
                : null;
    }

    private static Settings with(Settings settings, Path file) {
        return settings.with(new Settings.Secrets(Secret.of(KeysetFile.readOrMake(file))));
    }
}
