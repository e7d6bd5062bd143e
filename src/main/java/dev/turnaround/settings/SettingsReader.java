package dev.turnaround.settings;

import dev.turnaround.model.issue.ScoreWeights;
import dev.turnaround.settings.Settings.Admin;
import dev.turnaround.settings.Settings.Database;
import dev.turnaround.settings.Settings.Outgoing;
import dev.turnaround.settings.Settings.People;
import dev.turnaround.settings.Settings.Secrets;
import dev.turnaround.settings.Settings.Server;
import dev.turnaround.settings.Settings.Sync;
import dev.turnaround.settings.Settings.Tls;
import dev.turnaround.settings.Settings.Unlinked;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/// Reads the settings from a file and the environment.
public final class SettingsReader {
    /// Where the file is looked for, below the working directory, if nobody names one.
    public static final Path DEFAULT_FILE = Path.of("config", "turnaround.yaml");

    // The keys whose reference may lead nowhere: the shipped file names variables that few will
    // set.
    static final Set<String> MAY_LEAD_NOWHERE = Set.of("admin.token", "secrets.keyset");

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final int PORT_MAX = 65535;
    private static final int APPROVALS_MAX = 100;
    private static final int DRAIN_SECONDS_MAX = 300;
    private static final int POINTS_MAX = 100;
    private static final int CHARACTERS_MAX = 10_000;
    private static final int BACKFILL_DAYS_MAX = 3650;
    private static final Pattern HOST =
            Pattern.compile("[^\\s/:]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[^\\s/\\[\\]]*");

    private final Set<String> providers;
    private final Map<String, String> environment;

    /// A reader that accepts connections to these providers only.
    public SettingsReader(Set<String> providers, Map<String, String> environment) {
        this.providers = Set.copyOf(providers);
        this.environment = Map.copyOf(environment);
    }

    /// The settings of the file that was asked for, else of the default file below `directory`,
    /// else the defaults.
    ///
    /// @param asked what `--config` says; null if it was not given
    public Loaded readFirst(@Nullable Path asked, Path directory) throws InvalidSettings {
        if (asked != null) {
            return read(asked);
        }
        var standard = directory.resolve(DEFAULT_FILE);
        return Files.exists(standard) ? read(standard) : readEnvironment();
    }

    /// The settings that this file and the environment give.
    public Loaded read(Path file) throws InvalidSettings {
        return read(file.toString(), new YamlText(file.toString()).read(file));
    }

    /// The defaults, as the environment overrides them.
    public Loaded readEnvironment() throws InvalidSettings {
        return read("settings", null);
    }

    private Loaded read(String file, @Nullable Node node) throws InvalidSettings {
        var reading = new Reading(file, environment);
        var place = node == null ? new Place.WholeFile(file) : reading.place(node);
        var root = new Section(reading, Keys.ROOT, place, node);
        var settings =
                new Settings(
                        server(root.section("server")),
                        database(reading, root.section("database")),
                        admin(root.section("admin")),
                        new AccessReader(reading).read(root.section("access")),
                        sync(root.section("sync")),
                        people(root.section("people")),
                        metrics(root.section("metrics")),
                        new CalendarReader(reading).read(root.section("calendar")),
                        secrets(root.section("secrets")),
                        outgoing(reading, root.section("outgoing")),
                        new OperationReader().read(root),
                        new IngestReader(reading).read(root.section("ingest")),
                        new ConnectionReader(reading, providers).read(root));
        return reading.finish(settings);
    }

    private static Settings.Metrics metrics(Section section) {
        return new Settings.Metrics(
                section.flag("byAuthor", true),
                section.flag("repositoryLabel", true),
                section.read(
                        "requiredApprovals",
                        1,
                        "a whole number from 1 to " + APPROVALS_MAX,
                        text -> {
                            var number = wholeNumber(text, APPROVALS_MAX);
                            return number == null || number < 1 ? null : number;
                        }),
                score(section.section("score")));
    }

    private static ScoreWeights score(Section section) {
        var usual = ScoreWeights.DEFAULT;
        return new ScoreWeights(
                points(section, "summary", usual.summary()),
                characters(section, "summaryChars", usual.summaryChars()),
                points(section, "description", usual.description()),
                characters(section, "descriptionChars", usual.descriptionChars()),
                points(section, "assignee", usual.assignee()),
                points(section, "typeAndPriority", usual.typeAndPriority()),
                points(section, "estimate", usual.estimate()),
                points(section, "parent", usual.parent()),
                points(section, "commenter", usual.commenter()),
                points(section, "commentersMax", usual.commentersMax()),
                points(section, "move", usual.move()),
                points(section, "movesMax", usual.movesMax()),
                points(section, "link", usual.link()),
                points(section, "linksMax", usual.linksMax()));
    }

    private static int points(Section section, String key, int usual) {
        return upTo(POINTS_MAX, section, key, usual);
    }

    private static int characters(Section section, String key, int usual) {
        return upTo(CHARACTERS_MAX, section, key, usual);
    }

    private static int upTo(int max, Section section, String key, int usual) {
        return section.read(
                key, usual, "a whole number from 0 to " + max, text -> wholeNumber(text, max));
    }

    private static Server server(Section section) {
        return new Server(
                section.read(
                        "host",
                        "127.0.0.1",
                        "a host name or address without port",
                        text -> HOST.matcher(text).matches() ? text : null),
                section.read(
                        "port",
                        8080,
                        "a whole number from 0 (any free port) to " + PORT_MAX,
                        text -> wholeNumber(text, PORT_MAX)),
                section.readUnseen("publicUrl", WebUrl.EXPECTED, WebUrl::parse),
                tls(section.section("tls")),
                Duration.ofSeconds(
                        section.read(
                                "drainSeconds",
                                0,
                                "a whole number of seconds from 0 to " + DRAIN_SECONDS_MAX,
                                text -> wholeNumber(text, DRAIN_SECONDS_MAX))));
    }

    private static @Nullable Tls tls(Section section) {
        var certificate = section.readOrNull("certificate", "a file in PEM", SettingsReader::path);
        var key = section.readOrNull("key", "a file in PEM", SettingsReader::path);
        if (certificate != null && key != null) {
            return new Tls(certificate, key);
        }
        for (var missing : missing(certificate, key)) {
            if (section.value(missing) instanceof Value.Absent) {
                section.refuse(missing, "a file in PEM: certificate and key come together");
            }
        }
        return null;
    }

    private static List<String> missing(@Nullable Path certificate, @Nullable Path key) {
        if (certificate == null && key == null) {
            return List.of();
        }
        return List.of(certificate == null ? "certificate" : "key");
    }

    private static Database database(Reading reading, Section section) {
        var dataDir = section.read("dataDir", Path.of("data"), "a directory", SettingsReader::path);
        var port =
                section.read(
                        "port",
                        0,
                        "a whole number from 0 (any free port) to " + PORT_MAX,
                        text -> wholeNumber(text, PORT_MAX));
        if (!(section.value("url") instanceof Value.Text(var url, var place, _))
                || url.equals("embedded")) {
            return new Database.Embedded(dataDir, port);
        }
        return switch (DatabaseUrl.parse(url)) {
            case DatabaseUrl.Parsed.Good(var database) -> database;
            case DatabaseUrl.Parsed.Wrong(var expected) -> {
                reading.refuse(place, section.path("url"), expected);
                yield new Database.Embedded(dataDir, port);
            }
        };
    }

    private static Admin admin(Section section) {
        // An empty token is none: a container's environment often passes the variable on without a
        // value.
        return section.value("token") instanceof Value.Text(var token, _, _) && !token.isBlank()
                ? new Admin(Secret.of(token))
                : new Admin(null);
    }

    private static Sync sync(Section section) {
        return new Sync(
                section.read(
                        "dailyAt",
                        LocalTime.of(3, 30),
                        "a time of day such as \"03:30\"",
                        text -> parsed(() -> LocalTime.parse(text))),
                section.read(
                        "zone",
                        ZoneId.of("UTC"),
                        "a time zone such as UTC or Europe/Berlin",
                        text -> parsed(() -> ZoneId.of(text))),
                section.read(
                        "backfillDays",
                        180,
                        "a whole number of days from 0 to " + BACKFILL_DAYS_MAX,
                        text -> wholeNumber(text, BACKFILL_DAYS_MAX)));
    }

    private static People people(Section section) {
        return new People(
                section.read(
                        "unlinked",
                        Unlinked.INGEST,
                        "ingest or skip",
                        text ->
                                switch (text) {
                                    case "ingest" -> Unlinked.INGEST;
                                    case "skip" -> Unlinked.SKIP;
                                    default -> null;
                                }));
    }

    private static Secrets secrets(Section section) {
        return section.value("keyset") instanceof Value.Text(var keyset, _, _) && !keyset.isBlank()
                ? new Secrets(Secret.of(keyset))
                : new Secrets(null);
    }

    private static Outgoing outgoing(Reading reading, Section section) {
        return new Outgoing(
                new Words(reading)
                        .read(
                                section,
                                "deny",
                                WORD,
                                "the name of a range of addresses, an IP address, or a block such as"
                                        + " 10.1.0.0/16"));
    }

    private static @Nullable Integer wholeNumber(String text, int max) {
        if (!text.matches("\\d{1,9}")) {
            return null;
        }
        var number = Integer.parseInt(text);
        return number <= max ? number : null;
    }

    private static @Nullable Path path(String text) {
        try {
            return text.isBlank() ? null : Path.of(text);
        } catch (InvalidPathException _) {
            return null;
        }
    }

    private static <T> @Nullable T parsed(TimeText<T> text) {
        try {
            return text.parse();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// A text that java.time can parse, or not.
    private interface TimeText<T> {
        T parse();
    }
}
