variable "name" {
  description = "Name of the cluster and in front of the names of all parts."
  type        = string
  default     = "trellis"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}$", var.name))
    error_message = "name: 2 to 21 characters of a-z, 0-9 and -, beginning with a letter."
  }
}

variable "image" {
  description = "Image of the engine host (`engine-host/Dockerfile`), by digest or by a tag that never moves."
  type        = string
  nullable    = false

  validation {
    condition     = !endswith(var.image, ":latest") && can(regex("[:@]", var.image))
    error_message = "image: with a digest or a fixed tag; with latest a restart may be an upgrade."
  }
}

variable "architecture" {
  description = "`X86_64` or `ARM64`, as the image was built."
  type        = string
  default     = "X86_64"
  nullable    = false

  validation {
    condition     = contains(["X86_64", "ARM64"], var.architecture)
    error_message = "architecture: X86_64 or ARM64."
  }
}

variable "cpu" {
  description = "CPU units of one host; 1,024 are one."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.cpu)
    error_message = "cpu: 256, 512, 1024, 2048 or 4096."
  }
}

variable "memory_mb" {
  description = "Memory of one host and its collector."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = var.memory_mb >= 512 && var.memory_mb <= 30720
    error_message = "memory_mb: 512 to 30720, as Fargate pairs it with cpu."
  }
}

variable "hosts" {
  description = "Hosts at a time; with two, one may go without a pause."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.hosts >= 0 && var.hosts <= 10
    error_message = "hosts: 0 to 10."
  }
}

variable "vpc_id" {
  description = "Network that it stands in."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets of hosts and internal load balancer."
  type        = list(string)
  nullable    = false
}

variable "client_security_group_ids" {
  description = "Who may call inside the network (the orchestrator): security groups by a word for the rule."
  type        = map(string)
  nullable    = false
}

variable "certificate_arn" {
  description = "Certificate (ACM) of `domain`; PDO and tools trust it, so a public or a private authority that they know."
  type        = string
  nullable    = false
}

variable "domain" {
  description = "Name under which the host is called inside the network."
  type        = string
  nullable    = false
}

variable "zone_id" {
  description = "Route 53 zone that gets a record for `domain`; none unless said."
  type        = string
  default     = null
}

variable "console" {
  description = "A public way in for people; none unless said. Needs `oidc`."
  type = object({
    domain          = string
    certificate_arn = string
    allowed_cidrs   = list(string)
    zone_id         = optional(string)
    paths           = optional(list(string), ["/v1/*", "/console", "/console/*"])
  })
  default = null

  validation {
    condition     = var.console == null || var.oidc != null
    error_message = "console: people are authenticated by an identity provider: set oidc too."
  }
}

variable "public_subnet_ids" {
  description = "Public subnets of the console's load balancer."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "oidc" {
  description = "Identity provider of people: its issuer, the client (also the audience of tokens), and the claims of roles and tenant."
  type = object({
    issuer       = string
    client_id    = string
    roles_claim  = optional(string)
    tenant_claim = optional(string, "tenant")
  })
  default = null

  validation {
    condition     = var.oidc == null || try(startswith(var.oidc.issuer, "https://"), false)
    error_message = "oidc.issuer: an https address."
  }
}

variable "tokens" {
  description = "Bearer tokens by person (`service` is the orchestrator's, `admin` yours); kept in a secret, and in the state."
  type        = map(string)
  sensitive   = true
  nullable    = false

  validation {
    condition     = contains(keys(var.tokens), "service") && alltrue([for token in values(var.tokens) : length(token) >= 20])
    error_message = "tokens: `service` must be there, and each has at least 20 characters."
  }
  validation {
    condition     = alltrue([for person in keys(var.tokens) : contains(["admin", "approver", "demo-approver", "viewer", "service"], person)])
    error_message = "tokens: persons are admin, approver, demo-approver, viewer and service; others come from the identity provider."
  }
}

variable "jdbc_url" {
  description = "Address of the database."
  type        = string
  nullable    = false
}

variable "database_user" {
  description = "User of the database."
  type        = string
  default     = "trellis"
  nullable    = false
}

variable "database_secret_arn" {
  description = "Secret whose field `password` is the user's."
  type        = string
  nullable    = false
}

variable "database_security_group_id" {
  description = "Security group of the database."
  type        = string
  nullable    = false
}

variable "bucket" {
  description = "Bucket of artifacts."
  type        = string
  nullable    = false
}

variable "table_prefix" {
  description = "In front of table names."
  type        = string
  default     = "trellis-"
  nullable    = false
}

variable "pdo_function" {
  description = "Function that a nudge invokes; the module `pdo` grants it."
  type        = string
  default     = "trellis-pdo"
  nullable    = false
}

variable "received_queue_arns" {
  description = "Queues that the host empties: outcomes and submissions."
  type        = list(string)
  nullable    = false
}

variable "dead_letter_queue_arns" {
  description = "Every dead-letter queue: the host makes incidents of what is in them."
  type        = list(string)
  nullable    = false
}

variable "registry_table_arns" {
  description = "The three registries."
  type        = list(string)
  nullable    = false
}

variable "execution_table_arn" {
  description = "Table of the execution store."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of secrets and log, and of what the host reads and writes."
  type        = string
  nullable    = false
}

variable "environment" {
  description = "More environment variables of the host, for example `TRELLIS_RETENTION` or `JAVA_OPTS`."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "dead_letters_every" {
  description = "Pause between two looks of a host at the dead-letter queues; each look is a request per queue."
  type        = string
  default     = "PT30S"
  nullable    = false

  validation {
    condition     = can(regex("^PT[1-9][0-9]*S$", var.dead_letters_every))
    error_message = "dead_letters_every: a duration in seconds such as PT30S."
  }
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of the host's figures."
  type        = string
  default     = "Trellis"
  nullable    = false
}

variable "collector_image" {
  description = "Image of the AWS Distro for OpenTelemetry collector beside the host; null for none, and then no alarm on its figures."
  type        = string
  default     = "amazon/aws-otel-collector:v0.43.3"
}

variable "tracing" {
  description = "Whether the host hands the traces of runs to its collector, and that to X-Ray; see docs/observability.md."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.tracing || var.collector_image != null
    error_message = "tracing: needs the collector; for one elsewhere set OTEL_EXPORTER_OTLP_ENDPOINT in `environment`."
  }
}

variable "access_log_bucket" {
  description = "Bucket that takes the load balancers' access logs; none unless said."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that the log is kept."
  type        = number
  default     = 365
  nullable    = false
}
