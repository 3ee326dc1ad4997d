variable "name" {
  description = "Name of the load balancer and its parts."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,30}[a-zA-Z0-9]$", var.name))
    error_message = "name: 2 to 32 characters of A-Z, a-z, 0-9 and -."
  }
}

variable "internal" {
  description = "Whether only the network sees it."
  type        = bool
  default     = true
  nullable    = false
}

variable "vpc_id" {
  description = "Network that it stands in."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Subnets in two zones or more: public ones for one that is not internal."
  type        = list(string)
  nullable    = false
}

variable "certificate_arn" {
  description = "Certificate (ACM) of the domain."
  type        = string
  nullable    = false
}

variable "domain" {
  description = "Name under which it is called."
  type        = string
  nullable    = false
}

variable "zone_id" {
  description = "Route 53 zone that gets a record for the domain; none unless said."
  type        = string
  default     = null
}

variable "clients" {
  description = "Who may connect, each by a security group or by addresses."
  type = map(object({
    security_group_id = optional(string)
    cidr              = optional(string)
  }))
  nullable = false
}

variable "paths" {
  description = "Paths that are passed on; everything else is answered with 404."
  type        = list(string)
  default     = ["/*"]
  nullable    = false

  validation {
    condition     = length(var.paths) >= 1 && length(var.paths) <= 5
    error_message = "paths: 1 to 5."
  }
}

variable "target_security_group_id" {
  description = "Security group of the targets, which is opened for it."
  type        = string
  nullable    = false
}

variable "target_port" {
  description = "Port of the targets."
  type        = number
  nullable    = false
}

variable "health_path" {
  description = "Path that answers 200 when a target can serve."
  type        = string
  default     = "/q/health/ready"
  nullable    = false
}

variable "access_log_bucket" {
  description = "Bucket that takes the access log; none unless said."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Whether it refuses to be destroyed."
  type        = bool
  default     = false
  nullable    = false
}
