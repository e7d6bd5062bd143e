package dev.turnaround.settings;

import dev.turnaround.model.Fetch;
import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.model.issue.ScoreWeights;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that an operator can set, with defaults filled in.
public record Settings(
        Server server,
        Database database,
        Admin admin,
        Access access,
        Sync sync,
        People people,
        Metrics metrics,
        Calendars calendars,
        Secrets secrets,
        Outgoing outgoing,
        Operation operation,
        Ingest ingest,
        List<Connection> connections) {

    /// Copies the list.
    public Settings {
        connections = List.copyOf(connections);
    }

    /// Settings of a server that keeps no secrets of its own, denies itself nothing and limits
    /// nobody.
    public Settings(
            Server server,
            Database database,
            Admin admin,
            Access access,
            Sync sync,
            People people,
            List<Connection> connections) {
        this(
                server,
                database,
                admin,
                access,
                sync,
                people,
                Metrics.DEFAULT,
                Calendars.NONE,
                new Secrets(null),
                Outgoing.ANYWHERE,
                Operation.UNLIMITED,
                new Ingest.Direct(),
                connections);
    }

    /// The same with other rules for metrics.
    public Settings with(Metrics rules) {
        return with(rules, calendars, secrets, outgoing, operation, ingest);
    }

    /// The same with other working hours.
    public Settings with(Calendars hours) {
        return with(metrics, hours, secrets, outgoing, operation, ingest);
    }

    /// The same with keys for what is to be kept secret.
    public Settings with(Secrets keys) {
        return with(metrics, calendars, keys, outgoing, operation, ingest);
    }

    /// The same with other rules for where calls may go.
    public Settings with(Outgoing rules) {
        return with(metrics, calendars, secrets, rules, operation, ingest);
    }

    /// The same with other rules for how it is run.
    public Settings with(Operation rules) {
        return with(metrics, calendars, secrets, outgoing, rules, ingest);
    }

    /// The same with something else between the door and the database.
    public Settings with(Ingest between) {
        return with(metrics, calendars, secrets, outgoing, operation, between);
    }

    private Settings with(
            Metrics otherMetrics,
            Calendars otherCalendars,
            Secrets otherSecrets,
            Outgoing otherOutgoing,
            Operation otherOperation,
            Ingest otherIngest) {
        return new Settings(
                server,
                database,
                admin,
                access,
                sync,
                people,
                otherMetrics,
                otherCalendars,
                otherSecrets,
                otherOutgoing,
                otherOperation,
                otherIngest,
                connections);
    }

    /// Where the server listens. Port 0 takes any free one.
    ///
    /// `publicUrlGiven` is null if nobody said under which address the world sees this server; it
    /// has no trailing slash. With a null `tls` it speaks plain HTTP. For as long as `drain` it
    /// goes on answering after it was told to stop.
    public record Server(
            String host,
            int port,
            @Nullable URI publicUrlGiven,
            @Nullable Tls tls,
            Duration drain) {
        /// One that speaks plain HTTP, and stops at once.
        public Server(String host, int port, @Nullable URI publicUrlGiven) {
            this(host, port, publicUrlGiven, null, Duration.ZERO);
        }

        /// The address for links and webhooks: the given one, else that of the bound port on this
        /// machine.
        ///
        /// @param boundPort the port that is really listened on, which differs from [#port] where
        ///   that is 0
        public URI publicUrl(int boundPort) {
            if (publicUrlGiven != null) {
                return publicUrlGiven;
            }
            return URI.create(scheme() + "://" + reachableHost() + ":" + boundPort);
        }

        /// The address for links and webhooks, where the port is not 0.
        public URI publicUrl() {
            return publicUrl(port);
        }

        /// What it speaks on its port: `http` or `https`.
        public String scheme() {
            return tls == null ? "http" : "https";
        }

        private String reachableHost() {
            return switch (host) {
                case "127.0.0.1", "0.0.0.0", "::1", "::" -> "localhost";
                default -> host.contains(":") ? "[" + host + "]" : host;
            };
        }
    }

    /// The files in PEM that the server proves itself with: its certificate, followed by those of
    /// the authorities between, and the key of the first.
    public record Tls(Path certificate, Path key) {}

    /// How it is run.
    public record Operation(Limits limits, Retention retention, Log log, Tracing tracing) {
        /// What holds when nothing is said.
        public static final Operation DEFAULT =
                new Operation(
                        new Limits(500, 1_000),
                        new Retention(90),
                        new Log(false, "info"),
                        Tracing.OFF);

        /// The same, without limits.
        public static final Operation UNLIMITED = DEFAULT.with(new Limits(0, 0));

        /// The same with other limits.
        public Operation with(Limits others) {
            return new Operation(others, retention, log, tracing);
        }

        /// The same with other traces.
        public Operation with(Tracing other) {
            return new Operation(limits, retention, log, other);
        }
    }

    /// So many webhooks a second are taken in the long run from an address, before anything else is
    /// known of them, and genuine ones for a connection; 0 for any number.
    public record Limits(int addressPerSecond, int connectionPerSecond) {}

    /// For how many days the log of deliveries is kept.
    public record Retention(int deliveryDays) {}

    /// How the server tells of itself: in lines of JSON or of text, and from which level on.
    public record Log(boolean json, String level) {}

    /// Where traces are sent, by OTLP over HTTP; with a null `otlp` there are none. `service` is
    /// the name that this server has there, `sample` which part of them is sent, 0 to 1.
    public record Tracing(@Nullable URI otlp, String service, double sample) {
        /// What holds when nothing is said.
        public static final Tracing OFF = new Tracing(null, "turnaround", 1);
    }

    /// Where state is kept.
    public sealed interface Database {
        /// PostgreSQL of our own, started beside the server, with its files in `dataDir`. It
        /// listens on `port` of this machine, 0 for any free one.
        record Embedded(Path dataDir, int port) implements Database {
            /// On any free port.
            public Embedded(Path dataDir) {
                this(dataDir, 0);
            }
        }

        /// A PostgreSQL that somebody else runs. `options` are the URL's parameters, such as
        /// `sslmode`, in their order.
        record External(
                String host,
                int port,
                String database,
                String user,
                @Nullable Secret password,
                Map<String, String> options)
                implements Database {
            /// Copies the options.
            public External {
                options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
            }
        }
    }

    /// How the first administrator gets in; with a null token one is made at first start.
    public record Admin(@Nullable Secret token) {}

    /// Who may come in beside the administrator's token.
    ///
    /// A session that is not used for `idle` is over, and `longest` after it began in any case.
    /// `trustedProxies` are the addresses whose `X-Forwarded-For` is believed. With a null `openId`
    /// there is no single sign-on.
    public record Access(
            Duration idle, Duration longest, List<String> trustedProxies, @Nullable OpenId openId) {
        /// What holds when nothing is said.
        public static final Access DEFAULT =
                new Access(Duration.ofDays(3), Duration.ofDays(30), List.of(), null);

        /// Copies the list.
        public Access {
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    /// An issuer for single sign-on. `rolesClaim` is the claim of its ID tokens that has the roles;
    /// the two lists say which roles may do everything, and which may look.
    public record OpenId(
            URI issuer,
            String clientId,
            @Nullable Secret clientSecret,
            String rolesClaim,
            List<String> adminRoles,
            List<String> readRoles,
            List<String> scopes) {
        /// Copies the lists.
        public OpenId {
            adminRoles = List.copyOf(adminRoles);
            readRoles = List.copyOf(readRoles);
            scopes = List.copyOf(scopes);
        }
    }

    /// When reconciliation runs, and how far back a new repository is read.
    public record Sync(LocalTime dailyAt, ZoneId zone, int backfillDays) {}

    /// With which keys secrets are sealed in the database; with a null keyset, the file beside an
    /// embedded database has them.
    public record Secrets(@Nullable Secret keyset) {}

    /// Which addresses no calls go to that somebody gave for a connection: names of ranges, IP
    /// addresses and blocks of them. Whoever makes the calls says which words there are.
    public record Outgoing(List<String> deny) {
        /// Nothing is denied.
        public static final Outgoing ANYWHERE = new Outgoing(List.of());

        /// Copies the list.
        public Outgoing {
            deny = List.copyOf(deny);
        }
    }

    /// What stands between the door and the database.
    public sealed interface Ingest {
        /// Nothing: a delivery is answered when it is in the database.
        record Direct() implements Ingest {}

        /// Kafka: a delivery is answered when it is in `topic`, from which the processes of one
        /// `group` store it. `servers` are some of the brokers, `host:port`; `properties` those of
        /// Kafka's clients that say how to sign in.
        record Kafka(
                List<String> servers, String topic, String group, Map<String, Secret> properties)
                implements Ingest {
            /// Copies the collections.
            public Kafka {
                servers = List.copyOf(servers);
                properties = Map.copyOf(properties);
            }
        }
    }

    /// Who may see what. `byAuthor` says whether aggregates can be asked for by author, and of one;
    /// `repositoryLabel` whether Prometheus is told the clocks of each repository;
    /// `requiredApprovals` how many approvals make an effective one; `score` what the parts of an
    /// issue's score are worth.
    public record Metrics(
            boolean byAuthor, boolean repositoryLabel, int requiredApprovals, ScoreWeights score) {
        /// What holds when nothing is said.
        public static final Metrics DEFAULT = new Metrics(true, true, 1, ScoreWeights.DEFAULT);
    }

    /// When people work. What stands here cannot be changed by the API.
    ///
    /// @param everybody null where the API says it, or nobody
    /// @param teams by the name of the team
    public record Calendars(@Nullable WorkCalendar everybody, Map<String, WorkCalendar> teams) {
        /// Nothing is said.
        public static final Calendars NONE = new Calendars(null, Map.of());

        /// Copies the map.
        public Calendars {
            teams = Map.copyOf(teams);
        }
    }

    /// How people are treated.
    public record People(Unlinked unlinked) {}

    /// What becomes of pull requests whose author is linked to nobody.
    public enum Unlinked {
        /// They count like all others.
        INGEST,
        /// They are left out, and the delivery log says so.
        SKIP
    }

    /// One provider account whose webhooks are taken and whose API is read.
    ///
    /// `provider` is one of the names that the reader was given. `url` is null where the provider's
    /// public site is meant.
    public record Connection(
            String id,
            String provider,
            @Nullable URI url,
            Webhook webhook,
            Credential.Group auth,
            Selection repositories,
            Selection projects,
            Fetch fetch) {
        /// A connection of which everything is fetched.
        public Connection(
                String id,
                String provider,
                @Nullable URI url,
                Webhook webhook,
                Credential.Group auth,
                Selection repositories,
                Selection projects) {
            this(id, provider, url, webhook, auth, repositories, projects, Fetch.ALL);
        }

        /// The same with another selection.
        public Connection selecting(Selection ofRepositories, Selection ofProjects) {
            return new Connection(
                    id, provider, url, webhook, auth, ofRepositories, ofProjects, fetch);
        }
    }

    /// The live secrets of a webhook: at least one in all, and no more than two under one name (old
    /// and new while rotating).
    ///
    /// `others` holds what only some providers have, under the key of the file, such as
    /// `signingTokens`.
    public record Webhook(List<Secret> secrets, Map<String, List<Secret>> others) {
        /// Copies the collections.
        public Webhook {
            secrets = List.copyOf(secrets);
            others = Map.copyOf(others);
        }
    }

    /// What a provider signs in with: one value, or values by key. The provider says which keys it
    /// needs.
    public sealed interface Credential {
        /// A single value; kept as a secret even if it is none, because only the provider can tell.
        record Single(Secret value) implements Credential {}

        /// Values by key.
        record Group(Map<String, Credential> entries) implements Credential {
            /// Copies the map.
            public Group {
                entries = Map.copyOf(entries);
            }

            /// The single value under this key; null if there is none.
            public @Nullable Secret single(String key) {
                return entries.get(key) instanceof Single(var value) ? value : null;
            }

            /// The group under this key; null if there is none.
            public @Nullable Group group(String key) {
                return entries.get(key) instanceof Group group ? group : null;
            }
        }
    }

    /// Which repositories or projects of a connection count.
    public sealed interface Selection {
        /// All that the credentials can see, now and later.
        ///
        /// `owners` are organisations, groups or workspaces whose repositories alone are meant;
        /// empty for anybody's. `except` are names that are left out.
        record All(List<String> owners, List<String> except) implements Selection {
            /// Copies the lists.
            public All {
                owners = List.copyOf(owners);
                except = List.copyOf(except);
            }

            /// Anybody's, without exception.
            public All() {
                this(List.of(), List.of());
            }
        }

        /// These only; with no names, none until somebody selects some.
        record Listed(List<String> names) implements Selection {
            /// Copies the list.
            public Listed {
                names = List.copyOf(names);
            }
        }
    }
}
