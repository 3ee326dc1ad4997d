package dev.trellis.host.random;

import dev.trellis.host.random.Block.Activity;
import dev.trellis.host.random.Loop.Gather;
import dev.trellis.host.random.Loop.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The turns of a loop in a run of the oracle. */
final class Turns {
    private final Activity activity;
    private final Loop loop;
    private final Region region;
    private final Body body;
    private final Agenda agenda;
    private final List<?> elements;
    private final List<@Nullable Object> collected = new ArrayList<>();
    private final Map<Integer, Object> aggregated = new TreeMap<>();
    private int completed;

    /** Does the work of one turn. */
    interface Body {
        void run(Activity activity, Region turn, Runnable then);
    }

    Turns(Activity activity, Loop loop, Region region, Body body, Agenda agenda) {
        this.activity = activity;
        this.loop = loop;
        this.region = region;
        this.body = body;
        this.agenda = agenda;
        this.elements = switch (loop.size()) {
            case Size.Elements named -> list(region.frame.get(named.list()));
            case Size.Number number ->
                IntStream.range(0, region.frame.number(number.variable()) % number.modulo())
                        .boxed()
                        .toList();
        };
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalStateException("no list: " + value);
    }

    void begin() {
        if (loop.gather() instanceof Gather.Collected) {
            region.frame.root().own().put(activity.gathered(), collected);
        } else if (loop.gather() instanceof Gather.Aggregated) {
            region.frame.own().put(activity.gathered(), List.of());
        }
        if (elements.isEmpty()) {
            agenda.happened("empty loop");
            finish();
        } else if (loop.sequential()) {
            turn(0);
        } else {
            IntStream.range(0, elements.size()).forEach(this::turn);
        }
    }

    private void turn(int index) {
        Frame frame = region.frame.turn(activity.element(), elements.get(index));
        Region turn = Region.within(region, frame, () -> completed(index, frame));
        body.run(activity, turn, turn::exit);
    }

    private void completed(int index, Frame frame) {
        completed++;
        gather(index, frame);
        boolean enough = loop.enough() != null && completed >= loop.enough();
        if (completed == elements.size() || enough) {
            finish();
        } else if (loop.sequential()) {
            turn(index + 1);
        }
    }

    private void gather(int index, Frame frame) {
        switch (loop.gather()) {
            case Gather.Nowhere nowhere -> {}
            case Gather.Collected all -> {
                while (collected.size() <= index) {
                    collected.add(null);
                }
                Map<String, @Nullable Object> outputs = new TreeMap<>(frame.own());
                outputs.remove(activity.element());
                collected.set(index, outputs);
            }
            case Gather.Aggregated named -> aggregated.put(index, frame.pick(named.sources()));
        }
    }

    private void finish() {
        if (loop.gather() instanceof Gather.Aggregated) {
            region.frame.own().put(activity.gathered(), List.copyOf(aggregated.values()));
        }
        region.exit();
    }
}
