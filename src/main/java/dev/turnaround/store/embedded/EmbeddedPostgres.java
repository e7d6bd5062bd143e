package dev.turnaround.store.embedded;

import dev.turnaround.store.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running PostgreSQL of our own. All calls block: not for an event loop.
///
/// Durable: what is committed survives `kill -9` of it, of us, and of both. Closed: it listens on
/// loopback only, and nobody gets in without the password in the data directory.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Postmaster postmaster;
    private final Endpoint endpoint;
    private final @Nullable Ownership ownership;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(
            Postmaster postmaster, Endpoint endpoint, @Nullable Ownership ownership) {
        this.postmaster = postmaster;
        this.endpoint = endpoint;
        this.ownership = ownership;
    }

    /// What the one that started the server has, and one that joined has not.
    private record Ownership(DirectoryLock lock, Programs programs) {}

    /// Starts the server of this directory on any free port; see [#start(Path, int)].
    public static EmbeddedPostgres start(Path dataDir) {
        return start(dataDir, 0);
    }

    /// Starts the server of this directory, and makes both if they are not there yet. A server that
    /// a killed Turnaround has left behind is stopped first.
    ///
    /// @param port on loopback; 0 for any free one
    /// @throws EmbeddedFailure when it cannot be; nothing keeps running then
    public static EmbeddedPostgres start(Path dataDir, int port) {
        return start(dataDir, port, List.of());
    }

    /// The same with settings besides ours, which ours give way to.
    static EmbeddedPostgres start(Path dataDir, int port, List<String> besides) {
        var data = DataDirectory.at(dataDir);
        return start(data, DirectoryLock.of(data), port, besides);
    }

    /// Goes in beside, or starts the server on any free port; see [#startOrJoin(Path, int)].
    public static EmbeddedPostgres startOrJoin(Path dataDir) {
        return startOrJoin(dataDir, 0);
    }

    /// Goes in beside the Turnaround that has the directory, or starts the server if none has.
    ///
    /// @param port on loopback, where it starts the server; 0 for any free one
    /// @throws EmbeddedFailure when neither can be
    public static EmbeddedPostgres startOrJoin(Path dataDir, int port) {
        var data = DataDirectory.at(dataDir);
        DirectoryLock lock;
        try {
            lock = DirectoryLock.of(data);
        } catch (EmbeddedFailure.DataDirectoryInUse _) {
            return join(data);
        }
        return start(data, lock, port, List.of());
    }

    private static EmbeddedPostgres start(
            DataDirectory data, DirectoryLock lock, int port, List<String> besides) {
        var started = false;
        try {
            data.prepareLog();
            var account = Account.of(data.cluster());
            var programs = new Programs(binaries(data, account), account, data);
            if (!account.reaches(Path.of(programs.binaries().program("postgres")))) {
                throw new EmbeddedFailure.Unusable(
                        "PostgreSQL does not run as root, and the account it gets instead cannot"
                                + " reach "
                                + data.root()
                                + ": start Turnaround as an ordinary user, or set"
                                + " database.dataDir to a folder that others can pass through",
                        null);
            }
            Cluster.prepare(programs);
            var password = Cluster.password(data);
            var postmaster = Postmaster.start(programs, port, besides);
            started = true;
            LOG.atDebug()
                    .addKeyValue("pid", postmaster.pid())
                    .addKeyValue("port", postmaster.port())
                    .log("PostgreSQL runs");
            return new EmbeddedPostgres(
                    postmaster,
                    endpoint(postmaster.port(), password),
                    new Ownership(lock, programs));
        } catch (IOException e) {
            throw data.unusable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw data.unusable(e);
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    private static EmbeddedPostgres join(DataDirectory data) {
        try {
            var file = PidFile.of(data.cluster());
            if (file == null || !file.ready() || file.disarmed()) {
                throw new EmbeddedFailure.Unusable(
                        "the Turnaround that has "
                                + data.root()
                                + " is still starting, or stopping: try again in a moment",
                        null);
            }
            return new EmbeddedPostgres(
                    new Postmaster(data.cluster(), file.pid(), file.port()),
                    endpoint(file.port(), Cluster.password(data)),
                    null);
        } catch (IOException e) {
            throw data.unusable(e);
        }
    }

    private static Endpoint endpoint(int port, String password) {
        return new Endpoint(Postmaster.HOST, port, Cluster.NAME, Cluster.NAME, password, Map.of());
    }

    private static Binaries binaries(DataDirectory data, Account account)
            throws InterruptedException {
        var folders = new ArrayList<Path>();
        var cache = Binaries.userCache();
        // Another account has no way into the home of root.
        if (cache != null && !(account instanceof Account.Other)) {
            folders.add(cache);
        }
        folders.add(data.binaries());
        return Binaries.in(folders);
    }

    /// Where it listens, and how to log in. The port is another one at each start.
    public Endpoint endpoint() {
        return endpoint;
    }

    /// The number of the server's main process.
    public long pid() {
        return postmaster.pid();
    }

    /// Whether the server still runs; it may have been killed.
    public boolean running() {
        return postmaster.running();
    }

    /// Stops the server, if it was started here, and lets go of the directory. Takes a tenth of a
    /// second as a rule, and 40 seconds at most.
    @Override
    public void close() {
        if (ownership == null || !closed.compareAndSet(false, true)) {
            return;
        }
        try {
            if (!postmaster.stop(ownership.programs())) {
                LOG.atError().addKeyValue("pid", postmaster.pid()).log("PostgreSQL does not stop");
            }
        } catch (IOException e) {
            LOG.atError().setCause(e).log("PostgreSQL could not be told to stop");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ownership.lock().close();
        }
    }
}
