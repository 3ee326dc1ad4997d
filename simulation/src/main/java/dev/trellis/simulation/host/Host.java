package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.mutation.Planted;
import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.witness.Witness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine host in memory, on virtual time: each method is one transaction. What it decides, the host's own pure deciders
 * decide; what it keeps and in which order it writes is modelled on the host's tables.
 */
public final class Host {
    private final Office office;
    private final Steps steps;
    private final OutcomeDesk outcomes;
    private final Tombstones tombstones;
    private final Conversation conversation;
    private final Interventions interventions;
    private final WatchDesk watches;

    public Host(Scheduler time, Terms terms, Planted planted, Witness witness) {
        Memories memories = new Memories(time);
        Signal signal = new Signal(time, memories, terms.handOff());
        this.office = new Office(time, new Tables(planted), terms, signal, memories, planted, witness);
        this.steps = new Steps(office);
        Confirmations confirmations = new Confirmations(office);
        this.outcomes = new OutcomeDesk(office, steps, confirmations);
        this.tombstones = new Tombstones(office, steps);
        this.interventions = new Interventions(office, steps, outcomes);
        this.watches = new WatchDesk(office, steps, outcomes);
        this.conversation = new Conversation(
                office, new Releases(office, steps), confirmations, new Leasing(office, steps), watches);
    }

    public Tables tables() {
        return office.tables();
    }

    public EngineGateway gateway() {
        return conversation;
    }

    public Interventions interventions() {
        return interventions;
    }

    public boolean workWaits() {
        return conversation.workWaits();
    }

    public boolean anyOrchestratorListens() {
        return conversation.anyListens();
    }

    /** Applies the body of a message of the outcome queue; what cannot be applied becomes an incident. */
    public void outcome(String body) {
        Outcome outcome;
        try {
            outcome = OutcomeJson.read(body);
        } catch (WireFormatException unreadable) {
            nothingToDo(null, body);
            return;
        }
        if (outcomes.apply(outcome) == Applied.UNKNOWN) {
            nothingToDo(outcome.attempt().taskId().value(), body);
        }
    }

    private void nothingToDo(@Nullable String taskId, String body) {
        if (!office.planted().has(Mutation.UNREADABLE_WITHOUT_INCIDENT)) {
            office.tables().incidents().ofMessage(taskId, body);
        }
    }

    /** Ends the attempt of a dead letter as failed, and keeps the letter in an incident. */
    public void deadLetter(String body, @Nullable Outcome failed) {
        if (office.planted().has(Mutation.DEAD_LETTER_WITHOUT_INCIDENT)) {
            return;
        }
        String taskId = failed == null ? null : failed.attempt().taskId().value();
        if (failed != null) {
            Applied unused = outcomes.apply(failed);
        }
        if (taskId == null || !office.tables().incidents().isOpen(taskId)) {
            office.tables().incidents().ofMessage(taskId, body);
        }
    }

    /** Takes in a task that belongs to no flow, as it is. */
    public void adopt(LeasedTask task) {
        steps.flows().adopt(task);
        office.ready().raise();
    }

    /** Has a task looked up until somebody tells what is there. */
    public void watch(Watch watch) {
        watches.ask(watch);
        office.ready().wake();
    }

    /** Puts an event into the outbox. */
    public void emit(Json event) {
        office.tables().outbox().append(event);
        office.ready().wake();
    }

    /** What was told of watched tasks, in order. */
    public List<Observation> told() {
        return watches.told();
    }

    /** A process of the host begins: what it holds in memory is lost when it dies. */
    public void begins(OsProcess process) {
        office.memories().begins(process);
    }

    /** Writes the tombstones that are due, and what has been held for long. */
    public void sweep(ExecutionStore executions) {
        conversation.writeDue(office.memories().here());
        tombstones.sweep(executions);
    }

    /** Fires the timers that are due. */
    public void timers() {
        steps.flows().fireTimers();
    }
}
