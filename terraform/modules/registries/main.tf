locals {
  folder = coalesce(var.table_definitions, "${path.module}/../../../registry-tables/src/main/resources/dev/trellis/registry/tables")

  # The definitions that the local cloud and the tests read too.
  tables = {
    for file in fileset(local.folder, "*.json") : trimsuffix(file, ".json") => jsondecode(file("${local.folder}/${file}"))
  }
}

resource "aws_dynamodb_table" "this" {
  for_each = local.tables

  name                        = "${var.table_prefix}${each.value.name}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = each.value.hash_key.name
  range_key                   = try(each.value.range_key.name, null)
  deletion_protection_enabled = var.deletion_protection

  dynamic "attribute" {
    for_each = [for key in ["hash_key", "range_key"] : each.value[key] if can(each.value[key])]
    content {
      name = attribute.value.name
      type = attribute.value.type
    }
  }

  dynamic "ttl" {
    for_each = try([each.value.ttl_attribute], [])
    content {
      attribute_name = ttl.value
      enabled        = true
    }
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }
}
