# The whole platform in one account and region. The image of the engine host and the certificates are yours; everything else is
# made here.

provider "aws" {
  default_tags {
    tags = { platform = var.name }
  }
}

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  bucket = coalesce(var.bucket, "${var.name}-artifacts-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.name}")
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
  inside = { subnet_ids = module.network.private_subnet_ids, security_group_ids = [aws_security_group.functions.id] }
}

module "encryption" {
  source = "../../modules/encryption"

  name = var.name
}

module "network" {
  source = "../../modules/network"

  name        = var.name
  nat         = var.nat
  kms_key_arn = module.encryption.key_arn
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

# Of the functions that reach something in the network: the orchestrator, and tasks of kind sql.
resource "aws_security_group" "functions" {
  name        = "${var.name}-functions"
  description = "Functions: out by HTTPS and to the database, nothing in"
  vpc_id      = module.network.vpc_id
  tags        = { Name = "${var.name}-functions" }
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.functions.id
  description       = "Engine host and AWS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "postgres" {
  security_group_id = aws_security_group.functions.id
  description       = "Work databases in the network"
  cidr_ipv4         = module.network.cidr
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}

# Known to one run alone; see the module database for a new one.
ephemeral "aws_secretsmanager_random_password" "database" {
  password_length     = 40
  exclude_punctuation = true
}

module "database" {
  source = "../../modules/database"

  password                  = ephemeral.aws_secretsmanager_random_password.database.random_password
  password_version          = var.database_password_version
  name                      = var.name
  vpc_id                    = module.network.vpc_id
  subnet_ids                = module.network.private_subnet_ids
  client_security_group_ids = { host = module.engine_host.security_group_id }
  instance_class            = var.database_class
  multi_az                  = var.multi_az
  deletion_protection       = var.deletion_protection
  kms_key_arn               = module.encryption.key_arn
}

module "engine_host" {
  source = "../../modules/engine-host"

  name                       = var.name
  image                      = var.host_image
  hosts                      = var.hosts
  vpc_id                     = module.network.vpc_id
  subnet_ids                 = module.network.private_subnet_ids
  client_security_group_ids  = { functions = aws_security_group.functions.id }
  domain                     = var.engine_domain
  certificate_arn            = var.engine_certificate_arn
  zone_id                    = var.engine_zone_id
  console                    = var.console
  public_subnet_ids          = module.network.public_subnet_ids
  oidc                       = var.oidc
  tokens                     = var.tokens
  jdbc_url                   = module.database.jdbc_url
  database_user              = module.database.username
  database_secret_arn        = module.database.secret_arn
  database_security_group_id = module.database.security_group_id
  bucket                     = module.artifacts.bucket
  received_queue_arns        = [module.queues.arns["trellis-outcomes"], module.queues.arns["trellis-submissions"]]
  dead_letter_queue_arns     = concat(values(module.queues.dead_letter_arns), values(module.worker_queues.dead_letter_arns), [for function in module.function : function.dead_letter_queue_arn])
  registry_table_arns        = module.registries.registry_table_arns
  execution_table_arn        = module.registries.execution_table_arn
  kms_key_arn                = module.encryption.key_arn
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
  environment         = var.environment
  vpc                 = { sql = local.inside }
  runtime             = var.runtime
  architecture        = var.architecture
  secrets             = var.secrets
  containers          = var.containers
  bucket              = module.artifacts.bucket
  outcome_queue_arn   = module.queues.arns["trellis-outcomes"]
  execution_table_arn = module.registries.execution_table_arn
  registry_table_arns = module.registries.registry_table_arns
  kms_key_arn         = module.encryption.key_arn
}

module "pdo" {
  source = "../../modules/pdo"

  package             = { zip = coalesce(var.pdo_package, "${local.root}/pdo-function/aws-lambda/target/function.zip") }
  runtime             = var.runtime
  architecture        = var.architecture
  engine_url          = module.engine_host.engine_url
  engine_token        = var.tokens["service"]
  nudger_role_name    = module.engine_host.role_name
  vpc                 = local.inside
  bucket              = module.artifacts.bucket
  task_queue_arns     = concat([for function in module.function : function.queue_arn], values(module.worker_queues.arns))
  event_queue_arn     = module.queues.arns["trellis-events"]
  execution_table_arn = module.registries.execution_table_arn
  registry_table_arns = module.registries.registry_table_arns
  kms_key_arn         = module.encryption.key_arn
}

module "observability" {
  source = "../../modules/observability"

  name                    = var.name
  queue_names             = concat(keys(module.queues.arns), keys(module.worker_queues.arns), [for function in module.function : function.name])
  dead_letter_queue_names = [for queue in concat(keys(module.queues.arns), keys(module.worker_queues.arns), [for function in module.function : function.name]) : "${queue}-dlq"]
  function_names          = concat(["trellis-pdo"], [for function in module.function : function.name])
  load_balancer           = module.engine_host.load_balancer
  alarm_actions           = var.alarm_actions
}
