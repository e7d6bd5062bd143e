package dev.turnaround.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.turnaround.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the process tells of itself. Until the settings are read it is as `logback.xml` says.
final class LogOutput {
    private static final String APPENDER = "stderr";

    /// <https://logback.qos.ch/manual/configuration.html#configFileProperty>
    private static final String OWN_CONFIGURATION = "logback.configurationFile";

    private LogOutput() {}

    static void use(Settings.Log settings) {
        // Who brings a configuration of Logback's has said everything there.
        if (System.getProperty(OWN_CONFIGURATION) != null
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(settings.level(), Level.INFO));
        if (settings.json()
                && root.getAppender(APPENDER)
                        instanceof OutputStreamAppender<ILoggingEvent> appender) {
            var lines = new JsonLines();
            lines.setContext(context);
            lines.start();
            appender.setEncoder(lines);
        }
    }
}
