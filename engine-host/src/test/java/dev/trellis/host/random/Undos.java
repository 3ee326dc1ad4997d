package dev.trellis.host.random;

import dev.trellis.host.random.Deeds.Deed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a run of the oracle that throw compensation: one undo after the other, and then what follows. */
record Undos(Performer performer, Agenda agenda) {
    void undo(@Nullable String activity, Region at, Runnable then) {
        List<Deed> due = at.deeds.undo(activity);
        if (due.isEmpty()) {
            agenda.happened("nothing to undo");
        }
        undo(due, at, then);
    }

    private void undo(List<Deed> due, Region at, Runnable then) {
        if (due.isEmpty()) {
            then.run();
            return;
        }
        Work.Task undo = due.getFirst().undo();
        agenda.task(undo, performer.answer(undo, due.getFirst().inputs()), at, () -> {
            agenda.happened("undone");
            at.frame.own().put(undo.result(), 1);
            undo(due.subList(1, due.size()), at, then);
        });
    }
}
