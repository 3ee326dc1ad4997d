/** The servers that stand in for a cloud's services: queues, tables, objects, a database and the engine host. */
@NullMarked
package dev.trellis.infra.local.service;

import org.jspecify.annotations.NullMarked;
