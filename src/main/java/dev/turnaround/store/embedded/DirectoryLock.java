package dev.turnaround.store.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A data directory held by this process, until closed or dead.
///
/// The operating system keeps the lock, so `kill -9` leaves none behind. The file stays: removing
/// it would let two processes hold two files of one name.
final class DirectoryLock implements AutoCloseable {
    private static final int PID_DIGITS_MAX = 20;

    // Locks of one process do not exclude each other, and closing any channel on the file drops the
    // lock of all: so inside this process the file may not even be opened twice.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static DirectoryLock of(DataDirectory data) {
        if (!HELD.add(data.root())) {
            throw new EmbeddedFailure.DataDirectoryInUse(
                    data.root(), ProcessHandle.current().pid());
        }
        try {
            return new DirectoryLock(data.root(), locked(data));
        } catch (IOException e) {
            HELD.remove(data.root());
            throw new EmbeddedFailure.DataDirectoryNotWritable(data.root(), e);
        } catch (EmbeddedFailure e) {
            HELD.remove(data.root());
            throw e;
        }
    }

    private static FileChannel locked(DataDirectory data) throws IOException {
        var channel =
                FileChannel.open(
                        data.lock(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new EmbeddedFailure.DataDirectoryInUse(data.root(), holder(channel));
            }
            var pid = Long.toString(ProcessHandle.current().pid()) + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid.getBytes(US_ASCII)), 0);
            return channel;
        } catch (IOException | EmbeddedFailure e) {
            channel.close();
            throw e;
        }
    }

    private static long holder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(PID_DIGITS_MAX);
        channel.read(bytes, 0);
        var text = new String(bytes.array(), 0, bytes.position(), US_ASCII).strip();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // The descriptor is gone either way, and the lock with it.
        } finally {
            HELD.remove(directory);
        }
    }
}
