variable "name" {
  description = "In front of the names of all parts."
  type        = string
  default     = "trellis"
  nullable    = false
}

variable "cidr" {
  description = "Addresses of the network, a /16 to /22."
  type        = string
  default     = "10.42.0.0/16"
  nullable    = false

  validation {
    condition     = can(cidrnetmask(var.cidr)) && try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 22, false)
    error_message = "cidr: an IPv4 network such as 10.42.0.0/16, from /16 to /22."
  }
}

variable "zones" {
  description = "Letters of the availability zones; database and load balancer need two. Named, since a zone that AWS adds must move nothing."
  type        = list(string)
  default     = ["a", "b"]
  nullable    = false

  validation {
    condition     = length(distinct(var.zones)) == length(var.zones) && length(var.zones) >= 2 && length(var.zones) <= 4 && alltrue([for letter in var.zones : can(regex("^[a-z]$", letter))])
    error_message = "zones: 2 to 4 different letters."
  }
}

variable "nat" {
  description = "`one` NAT gateway, one `per_zone`, or `none`: then AWS is reached by interface endpoints and the internet not at all (a public identity provider neither)."
  type        = string
  default     = "one"
  nullable    = false

  validation {
    condition     = contains(["one", "per_zone", "none"], var.nat)
    error_message = "nat: one, per_zone or none."
  }
}

variable "log_retention_days" {
  description = "Days that refused connections are kept in the log."
  type        = number
  default     = 365
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key that encrypts the log."
  type        = string
  nullable    = false
}
