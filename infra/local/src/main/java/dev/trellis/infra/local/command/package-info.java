/** The commands up, down, status, reset, doctor, logs and train. */
@NullMarked
package dev.trellis.infra.local.command;

import org.jspecify.annotations.NullMarked;
