# What runs in one task: the host, and beside it the collector of its figures.
locals {
  oidc = var.oidc == null ? {} : merge(
    {
      TRELLIS_AUTH                 = "oidc"
      QUARKUS_OIDC_AUTH_SERVER_URL = var.oidc.issuer
      QUARKUS_OIDC_CLIENT_ID       = var.oidc.client_id
      QUARKUS_OIDC_TOKEN_AUDIENCE  = var.oidc.client_id
      TRELLIS_OIDC_TENANT_CLAIM    = var.oidc.tenant_claim
    },
    var.oidc.roles_claim == null ? {} : { QUARKUS_OIDC_ROLES_ROLE_CLAIM_PATH = var.oidc.roles_claim },
  )
  tracing = var.tracing ? { OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318" } : {}
  environment = merge({
    AWS_REGION                 = data.aws_region.current.name
    TRELLIS_DB_URL             = var.jdbc_url
    TRELLIS_DB_USER            = var.database_user
    TRELLIS_HTTP_HOST          = "0.0.0.0"
    TRELLIS_HTTP_PORT          = tostring(local.port)
    TRELLIS_BUCKET             = var.bucket
    TRELLIS_TABLE_PREFIX       = var.table_prefix
    TRELLIS_PDO_FUNCTION       = var.pdo_function
    TRELLIS_DEAD_LETTERS_EVERY = var.dead_letters_every
    TRELLIS_LOG                = "json"
  }, local.oidc, local.tracing, var.environment)

  host = {
    name                   = "engine-host"
    image                  = var.image
    essential              = true
    readonlyRootFilesystem = true
    stopTimeout            = 30
    portMappings           = [{ containerPort = local.port, protocol = "tcp" }]
    environment            = [for name, value in local.environment : { name = name, value = value }]
    secrets = [
      { name = "TRELLIS_DB_PASSWORD", valueFrom = "${var.database_secret_arn}:password::" },
      # The image's entry point turns it into the token file that only the host may read.
      { name = "TRELLIS_TOKENS", valueFrom = aws_secretsmanager_secret.tokens.arn },
    ]
    mountPoints      = [{ sourceVolume = "tmp", containerPath = "/tmp" }]
    logConfiguration = local.logging["host"]
  }

  # Scrapes the host beside it and writes its figures as embedded metrics, which CloudWatch reads out of the log.
  collector = {
    name             = "collector"
    image            = var.collector_image
    essential        = false
    environment      = [{ name = "AOT_CONFIG_CONTENT", value = yamlencode(local.collection) }]
    logConfiguration = local.logging["collector"]
  }
  spans = { for part, setting in {
    receivers = { otlp = { protocols = { http = { endpoint = "127.0.0.1:4318" } } } }
    exporters = { awsxray = {} }
    pipelines = { traces = { receivers = ["otlp"], exporters = ["awsxray"] } }
  } : part => { for name, value in setting : name => value if var.tracing } }
  collection = {
    receivers = merge({ prometheus = { config = { scrape_configs = [{
      job_name        = "engine-host"
      scrape_interval = "60s"
      metrics_path    = "/q/metrics"
      static_configs  = [{ targets = ["127.0.0.1:${local.port}"], labels = { platform = var.name } }]
    }] } } }, local.spans.receivers)
    exporters = merge({ awsemf = {
      namespace               = var.metrics_namespace
      log_group_name          = aws_cloudwatch_log_group.this.name
      dimension_rollup_option = "NoDimensionRollup"
      metric_declarations = [
        { dimensions = [["platform"], ["platform", "status"], ["platform", "verdict"]], metric_name_selectors = ["^trellis_.*"] },
      ]
    } }, local.spans.exporters)
    service = { pipelines = merge({ metrics = { receivers = ["prometheus"], exporters = ["awsemf"] } }, local.spans.pipelines) }
  }
  logging = { for part in ["host", "collector"] : part => {
    logDriver = "awslogs"
    options = {
      awslogs-group         = aws_cloudwatch_log_group.this.name
      awslogs-region        = data.aws_region.current.name
      awslogs-stream-prefix = part
    }
  } }
}
