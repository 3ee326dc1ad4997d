variable "name" {
  description = "Name of the instance and in front of the names of its parts."
  type        = string
  default     = "trellis"
  nullable    = false
}

variable "vpc_id" {
  description = "Network that it stands in."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets in two zones or more."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids: RDS needs subnets in two zones."
  }
}

variable "client_security_group_ids" {
  description = "Who may connect: security groups by a word for the rule."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "engine_version" {
  description = "Version of PostgreSQL, 14 or newer."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = can(regex("^(1[4-9]|[2-9][0-9])(\\.[0-9]+)?$", var.engine_version))
    error_message = "engine_version: 14 or newer, such as 17 or 17.6."
  }
}

variable "instance_class" {
  description = "Size of the instance."
  type        = string
  default     = "db.t4g.small"
  nullable    = false

  validation {
    condition     = startswith(var.instance_class, "db.")
    error_message = "instance_class: begins with db."
  }
}

variable "storage_gb" {
  description = "Storage at first."
  type        = number
  default     = 20
  nullable    = false
}

variable "max_storage_gb" {
  description = "Up to which it grows by itself."
  type        = number
  default     = 200
  nullable    = false
}

variable "multi_az" {
  description = "Whether a standby waits in another zone: the kernel stands still while its database is away."
  type        = bool
  default     = true
  nullable    = false
}

variable "backup_days" {
  description = "Days to any second of which the database can be restored."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35
    error_message = "backup_days: 1 to 35."
  }
}

variable "deletion_protection" {
  description = "Whether it refuses to be destroyed, and leaves a last snapshot when it is."
  type        = bool
  default     = true
  nullable    = false
}

variable "username" {
  description = "The host's user; it owns the schemas."
  type        = string
  default     = "trellis"
  nullable    = false
}

variable "password" {
  description = "The user's password, known to one run alone: it goes into secret and database and never into the state."
  type        = string
  ephemeral   = true
  sensitive   = true
  nullable    = false
}

variable "password_version" {
  description = "Raise it by one to write the password given; then start the host anew."
  type        = number
  default     = 1
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of storage, secret and insights."
  type        = string
  nullable    = false
}
