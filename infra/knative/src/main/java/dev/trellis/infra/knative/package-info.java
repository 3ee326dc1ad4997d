/** Queues and the orchestrator's trigger as CloudEvents over HTTP: Knative Eventing, or any broker that delivers them so. */
@NullMarked
package dev.trellis.infra.knative;

import org.jspecify.annotations.NullMarked;
