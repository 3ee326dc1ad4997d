package dev.trellis.contract.port;

import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.TaskId;

/** The key of an execution record; attempt and input are no part of it. */
public record ExecutionKey(String tenant, TaskId taskId, Action action) {}
