package dev.trellis.tde.child;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How far a child process can be shut in on this machine; the strongest that works is used. */
public enum Confinement {
    /** Another user, without capabilities, in namespaces of its own: needs root. */
    OTHER_USER,
    /** The same user, in namespaces of its own: needs user namespaces. */
    NAMESPACES,
    /** A session of its own and resource limits, no more. */
    SESSION;

    private static final System.Logger LOG = System.getLogger(Confinement.class.getName());

    /** What works here. A weaker confinement than the strongest is said once, at start. */
    public static Confinement probe() {
        if (mayChangeUser() && works(OTHER_USER)) {
            return OTHER_USER;
        }
        if (works(NAMESPACES)) {
            LOG.log(Level.WARNING, "children run under the user of the function: only root can give them another one");
            return NAMESPACES;
        }
        LOG.log(
                Level.WARNING,
                "children run under the user of the function and with its network: unshare of util-linux does not work here");
        return SESSION;
    }

    private static boolean mayChangeUser() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean works(Confinement confinement) {
        try {
            Process probe = new ProcessBuilder(confinement.command(new Child(1_000_000, true), List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = probe.waitFor(10, TimeUnit.SECONDS);
            var unused = probe.destroyForcibly();
            return ended && probe.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Who the child is.
     *
     * @param user its user and group id where it gets another user
     * @param offline whether it sees no network, not even the loopback of this machine
     */
    record Child(int user, boolean offline) {}

    /**
     * The command that runs another one shut in. Every process that the command leaves behind dies with it, sessions and
     * double forks of its own included, because it is the first process of its own process namespace; and the command dies
     * when the thread that started it ends.
     */
    List<String> command(Child child, List<String> inner) {
        List<String> command = new ArrayList<>();
        if (this == SESSION) {
            command.addAll(List.of("setsid", "--wait"));
        } else {
            command.addAll(List.of("setpriv", "--pdeathsig", "KILL", "unshare"));
            if (this == NAMESPACES) {
                command.addAll(List.of("--user", "--map-root-user"));
            }
            command.addAll(List.of("--pid", "--fork", "--kill-child=KILL", "--mount-proc", "--ipc"));
            if (child.offline()) {
                command.add("--net");
            }
            command.addAll(List.of("--", "setsid", "setpriv", "--pdeathsig", "KILL", "--no-new-privs"));
            if (this == OTHER_USER) {
                command.addAll(List.of("--reuid", "" + child.user(), "--regid", "" + child.user(), "--clear-groups"));
            }
            command.addAll(List.of("--inh-caps=-all", "--bounding-set=-all", "--"));
        }
        command.addAll(inner);
        return command;
    }
}
