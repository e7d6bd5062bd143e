package dev.turnaround.bench;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// The heap of another process of this machine.
final class RemoteHeap implements AutoCloseable {
    private final JMXConnector connector;
    private final List<GarbageCollectorMXBean> collectors;

    private RemoteHeap(JMXConnector connector, List<GarbageCollectorMXBean> collectors) {
        this.connector = connector;
        this.collectors = collectors;
    }

    /// Looks into a process that was started here.
    @SuppressWarnings("BanJNDI") // Its address comes from that process itself, not from outside.
    static RemoteHeap of(long pid) throws IOException {
        var connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(pid)));
        return new RemoteHeap(
                connector,
                List.copyOf(
                        ManagementFactory.getPlatformMXBeans(
                                connector.getMBeanServerConnection(),
                                GarbageCollectorMXBean.class)));
    }

    private static String agent(long pid) throws IOException {
        try {
            var machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException foreign) {
            throw new IOException(foreign);
        }
    }

    /// What its last collection left, in MB; 0 before there was one.
    long leftMegabytes() {
        return Heap.leftMegabytes(collectors);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
