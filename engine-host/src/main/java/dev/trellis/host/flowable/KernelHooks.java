package dev.trellis.host.flowable;

import dev.trellis.host.gate.GatedModel;
import java.util.Set;

/** What the engine tells the kernel, always in the transaction in which it happens. */
public interface KernelHooks {
    void taskReached(TaskReached reached, EngineTransaction transaction);

    void loopBegins(LoopBegins loop, EngineTransaction transaction);

    /** Waiting places are gone: taken back, or passed long ago. */
    void executionsGone(Set<String> executionIds, EngineTransaction transaction);

    /** An event throws compensation; says whether there is something to undo, so that the event waits. */
    boolean compensationThrown(CompensationThrown thrown, EngineTransaction transaction);

    /** A run of an embedded sub-process is completed: what was done in it belongs to the scope around it. */
    void scopeCompleted(String scopeId, String outerId, EngineTransaction transaction);

    /** The deployed definition that a call of this name means for the calling instance. */
    String definitionOf(String callerId, String process, EngineTransaction transaction);

    /** The checked diagram of a deployed definition. */
    GatedModel modelOf(String definitionId, EngineTransaction transaction);

    void instanceCalled(CalledInstance called, EngineTransaction transaction);

    /** A called instance has come to its end and hands back what the call's mapping names. */
    void callReturns(CallReturn returned, EngineTransaction transaction);

    void instanceEnded(InstanceEnd end, EngineTransaction transaction);

    void personAsked(PersonAsked asked, EngineTransaction transaction);
}
