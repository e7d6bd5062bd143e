package dev.turnaround.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/// What is done when the process is told to stop, by a signal or Ctrl-C.
final class Shutdown {
    private final CountDownLatch done = new CountDownLatch(1);

    private Shutdown() {}

    /// Will take these steps, in this order. One that fails does not keep the others from being
    /// taken: the last of them stops the database.
    static Shutdown taking(Runnable... steps) {
        var shutdown = new Shutdown();
        var hook = new Thread(() -> shutdown.take(List.of(steps)), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return shutdown;
    }

    private void take(List<Runnable> steps) {
        for (var step : steps) {
            try {
                step.run();
            } catch (RuntimeException failed) {
                LoggerFactory.getLogger(Shutdown.class)
                        .atError()
                        .setCause(failed)
                        .log("stopping did not go as it should");
            }
        }
        done.countDown();
    }

    /// Waits until all of it is done.
    void await() throws InterruptedException {
        done.await();
    }
}
