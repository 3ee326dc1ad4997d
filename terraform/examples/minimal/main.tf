# The serverless part: queues, tables, files, the orchestrator and one function per task type. The engine host runs where you
# like (your cluster, a virtual machine, this machine) and is named by its address.

provider "aws" {
  s3_use_path_style = var.emulator

  default_tags {
    tags = { platform = "trellis" }
  }
}

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  bucket = coalesce(var.bucket, "trellis-artifacts-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.name}")
  root   = "${path.module}/../../.."
  seed   = "${local.root}/registry-tables/src/main/resources/dev/trellis/registry/seed"

  # One function and one queue for each task type: the platform's own of the seed, and those of the team's folders.
  files = concat(
    [for file in fileset(local.seed, "*.tde.json") : "${local.seed}/${file}"],
    flatten([for folder in var.registry_folders : [for file in fileset(folder, "**/*.{yaml,yml,json}") : "${folder}/${file}"]]),
  )
  entries = { for file in local.files : yamldecode(file(file)).name => file if try(yamldecode(file(file)).kind, "") == "tde" }
  # An image by its digest is run by a function, any other `container` by its author's own worker.
  own_worker = { for name, file in local.entries : name => yamldecode(file(file)).adapter == "container" && !can(regex("^(\\S+@)?sha256:[0-9a-f]{64}$", yamldecode(file(file)).ref)) }
  task_types = { for name, file in local.entries : name => file if !local.own_worker[name] && yamldecode(file(file)).adapter != "process" }
  # Served by workers of their authors' own: a queue and no function.
  of_workers = { for name, file in local.entries : name => try(yamldecode(file(file)).queue, "trellis-task-${replace(name, ".", "-")}") if local.own_worker[name] }

  packages = merge(
    { for kind in ["registry", "http", "sql", "file"] : kind => { zip = "${local.root}/tde-functions/${kind}/target/function.zip" } },
    var.script_image == null ? {} : { script = { image_uri = var.script_image } },
    var.packages,
  )

  # Where the platform's services are, for everything but AWS itself.
  endpoints = var.endpoint_of_functions == null ? {} : {
    for service in ["SQS", "DYNAMODB", "S3", "SECRETS"] : "TRELLIS_${service}_ENDPOINT" => var.endpoint_of_functions
  }
}

module "encryption" {
  source = "../../modules/encryption"
}

module "registries" {
  source = "../../modules/registries"

  kms_key_arn         = module.encryption.key_arn
  deletion_protection = var.deletion_protection
}

module "queues" {
  source = "../../modules/queues"

  kms_key_arn = module.encryption.key_arn
}

module "artifacts" {
  source = "../../modules/artifacts"

  bucket        = local.bucket
  kms_key_arn   = module.encryption.key_arn
  force_destroy = !var.deletion_protection
}

module "worker_queues" {
  source = "../../modules/queues"

  names       = values(local.of_workers)
  kms_key_arn = module.encryption.key_arn
}

module "function" {
  source   = "../../modules/function"
  for_each = local.task_types

  entry_file          = each.value
  packages            = local.packages
  environment         = { for kind in keys(local.packages) : kind => merge(local.endpoints, lookup(var.environment, kind, {})) }
  secrets             = var.secrets
  bucket              = module.artifacts.bucket
  outcome_queue_arn   = module.queues.arns["trellis-outcomes"]
  execution_table_arn = module.registries.execution_table_arn
  registry_table_arns = module.registries.registry_table_arns
  kms_key_arn         = module.encryption.key_arn
  emulator            = var.emulator
}

module "pdo" {
  source = "../../modules/pdo"

  package             = { zip = "${local.root}/pdo-function/aws-lambda/target/function.zip" }
  engine_url          = var.engine_url
  engine_token        = var.engine_token
  environment         = local.endpoints
  bucket              = module.artifacts.bucket
  task_queue_arns     = concat([for function in module.function : function.queue_arn], values(module.worker_queues.arns))
  event_queue_arn     = module.queues.arns["trellis-events"]
  execution_table_arn = module.registries.execution_table_arn
  registry_table_arns = module.registries.registry_table_arns
  kms_key_arn         = module.encryption.key_arn
  emulator            = var.emulator
}
