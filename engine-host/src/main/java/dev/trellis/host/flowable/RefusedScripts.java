package dev.trellis.host.flowable;

import org.flowable.common.engine.api.FlowableException;
import org.flowable.common.engine.impl.scripting.FlowableScriptEngine;
import org.flowable.common.engine.impl.scripting.FlowableScriptEvaluationRequest;

/** The engine's script engine: there is none. */
final class RefusedScripts implements FlowableScriptEngine {
    @Override
    public FlowableScriptEvaluationRequest createEvaluationRequest() {
        throw new FlowableException("scripts never run inside the engine");
    }
}
