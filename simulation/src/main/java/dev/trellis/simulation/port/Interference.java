package dev.trellis.simulation.port;

import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.witness.Trace;
import java.util.function.Supplier;

/** What happens around each call of a port: time passes, others run, the answer is lost, the caller's process dies. */
public final class Interference {
    private final Scheduler time;
    private final Weather weather;
    private final Trace trace;

    public Interference(Scheduler time, Weather weather, Trace trace) {
        this.time = time;
        this.weather = weather;
        this.trace = trace;
    }

    /** Makes a call. */
    <T> T around(String call, Supplier<T> effect) {
        time.sleep(weather.latency());
        crash("before", call);
        if (weather.isAway()) {
            throw away(call, "was not made");
        }
        T answer = effect.get();
        crash("after", call);
        if (weather.isAway()) {
            throw away(call, "was made and not answered");
        }
        return answer;
    }

    /** As {@link #around} for a sign of life, which always gets through: it is its silence that means something. */
    <T> T steady(String call, Supplier<T> effect) {
        time.sleep(weather.latency());
        crash("before", call);
        T answer = effect.get();
        crash("after", call);
        return answer;
    }

    /** A place where a process may die without having called anybody. */
    public void crash(String when, String what) {
        if (weather.crashes()) {
            trace.say(time.current().process().toString(), "dies ", when, " ", what);
            time.crash();
        }
    }

    /** Whether the host dies under somebody's call, who does not die with it. */
    public boolean hostDies(String when) {
        boolean dies = weather.crashesBetween();
        if (dies) {
            trace.say("host", "dies ", when);
        }
        return dies;
    }

    private PortUnavailableException away(String call, String how) {
        trace.say(time.current().process().toString(), call, " ", how);
        return new PortUnavailableException(call + " " + how);
    }
}
