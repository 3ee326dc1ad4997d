package dev.trellis.host.random;

import dev.trellis.host.random.Block.Boundary;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A part of a run that ends or is left as a whole: the instance, an activity, one turn of a loop, a sub-process. */
final class Region {
    final @Nullable Region outer;
    final Frame frame;

    /** The events by which it may be left. */
    final List<Boundary> boundaries;

    /** Goes on with the handler of such an event, after the region was left. */
    final Consumer<Boundary> leave;

    /** Called when all that runs in it has ended. */
    private final Runnable whenEmpty;

    /** What was done in it and can be undone, in the order of its completion; shared by all regions of a scope. */
    final Deeds deeds;

    private int running = 1;
    private boolean over;

    Region(
            @Nullable Region outer,
            Frame frame,
            List<Boundary> boundaries,
            Consumer<Boundary> leave,
            Deeds deeds,
            Runnable whenEmpty) {
        this.outer = outer;
        this.frame = frame;
        this.boundaries = boundaries;
        this.leave = leave;
        this.deeds = deeds;
        this.whenEmpty = whenEmpty;
    }

    /** A region that nothing but its surroundings can leave early. */
    static Region within(@Nullable Region outer, Frame frame, Runnable whenEmpty) {
        Deeds deeds = outer == null ? new Deeds() : outer.deeds;
        return new Region(outer, frame, List.of(), boundary -> {}, deeds, whenEmpty);
    }

    /** A sub-process: what was done in it belongs to what is around it, once it has ended. */
    static Region sub(String id, Region outer, Frame frame, Runnable whenEmpty) {
        Deeds inside = new Deeds();
        return new Region(outer, frame, List.of(), boundary -> {}, inside, () -> {
            outer.deeds.take(id, inside);
            whenEmpty.run();
        });
    }

    boolean alive() {
        return !over && (outer == null || outer.alive());
    }

    void close() {
        over = true;
    }

    /** Something more runs in it. */
    void enter() {
        running++;
    }

    /** Something that ran in it has ended. */
    void exit() {
        running--;
        if (running == 0) {
            close();
            whenEmpty.run();
        }
    }
}
