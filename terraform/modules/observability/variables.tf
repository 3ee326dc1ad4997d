variable "name" {
  description = "Name of the platform, of the dashboard and in front of the alarms."
  type        = string
  default     = "trellis"
  nullable    = false
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of the host's figures."
  type        = string
  default     = "Trellis"
  nullable    = false
}

variable "host_figures" {
  description = "Whether a collector brings the host's figures; without one their alarms would always ring."
  type        = bool
  default     = true
  nullable    = false
}

variable "queue_names" {
  description = "Queues on the dashboard."
  type        = list(string)
  nullable    = false
}

variable "dead_letter_queue_names" {
  description = "Dead-letter queues; each gets an alarm."
  type        = list(string)
  nullable    = false
}

variable "function_names" {
  description = "Functions on the dashboard."
  type        = list(string)
  nullable    = false
}

variable "pdo_function" {
  description = "The orchestrator's function."
  type        = string
  default     = "trellis-pdo"
  nullable    = false
}

variable "load_balancer" {
  description = "The host's internal load balancer and its targets, as the module `engine-host` gives them; none for a host elsewhere."
  type = object({
    suffix              = string
    target_group_suffix = string
  })
  default = null
}

variable "oldest_ready_seconds" {
  description = "Age of the oldest ready task above which the alarm rings; the timer alone brings an orchestrator within 60 s."
  type        = number
  default     = 120
  nullable    = false

  validation {
    condition     = var.oldest_ready_seconds >= 60
    error_message = "oldest_ready_seconds: at least 60, the period of the timer."
  }
}

variable "open_incidents" {
  description = "Open incidents above which the alarm rings."
  type        = number
  default     = 0
  nullable    = false
}

variable "alarm_actions" {
  description = "What an alarm calls, for example SNS topics."
  type        = list(string)
  default     = []
  nullable    = false
}
