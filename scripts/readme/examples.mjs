// What the blocks of docs/backends.md show beyond the table of backends: settings of the block, steps, variables.

const secret = (name) => `\${{ secrets.${name} }}`
const variable = (name) => `\${{ vars.${name} }}`

/**
 * For each type: `block`, more settings for the `backend` block; `before`, steps that log in; `env`, more variables
 * of the step; `secrets`, settings of the table that the step has by variable; `config`, more lines of
 * `backend-config`.
 */
export const EXAMPLES = {
  http: {
    block: { lock_method: 'POST', unlock_method: 'DELETE' },
    secrets: ['username', 'password'],
    config: [
      'lock_address=https://states.example.com/{project}/{environment}/lock',
      'unlock_address=https://states.example.com/{project}/{environment}/lock'
    ]
  },
  azurerm: {
    block: { use_azuread_auth: true, use_oidc: true },
    env: {
      ARM_USE_OIDC: 'true',
      ARM_CLIENT_ID: variable('AZURE_CLIENT_ID'),
      ARM_TENANT_ID: variable('AZURE_TENANT_ID'),
      ARM_SUBSCRIPTION_ID: variable('AZURE_SUBSCRIPTION_ID')
    }
  },
  s3: {
    block: { encrypt: true },
    before: [
      {
        uses: 'aws-actions/configure-aws-credentials@v6',
        with: {
          'role-to-assume': 'arn:aws:iam::123456789012:role/preview',
          'aws-region': 'eu-central-1'
        }
      }
    ]
  },
  gcs: {
    before: [
      {
        uses: 'google-github-actions/auth@v3',
        with: {
          workload_identity_provider:
            'projects/123456789012/locations/global/workloadIdentityPools/github/providers/repo',
          service_account: 'preview@org-project.iam.gserviceaccount.com'
        }
      }
    ]
  },
  kubernetes: {
    block: { namespace: 'terraform' },
    before: [
      {
        name: 'Write the kubeconfig',
        env: { CONTENT: secret('KUBECONFIG') },
        run: `umask 077
printf '%s' "$CONTENT" > "$RUNNER_TEMP/kubeconfig"
echo "KUBE_CONFIG_PATH=$RUNNER_TEMP/kubeconfig" >> "$GITHUB_ENV"
`
      }
    ]
  },
  consul: {
    block: { address: 'consul.example.com:8501', scheme: 'https', gzip: true },
    secrets: ['access_token']
  },
  oss: {
    block: {
      region: 'eu-central-1',
      encrypt: true,
      tablestore_endpoint: 'https://org-locks.eu-central-1.ots.aliyuncs.com',
      tablestore_table: 'terraform_locks'
    },
    secrets: ['access_key', 'secret_key']
  },
  cos: { block: { encrypt: true }, secrets: ['secret_id', 'secret_key'] },
  oci: {
    block: {
      region: 'eu-frankfurt-1',
      tenancy_ocid: 'ocid1.tenancy.oc1..example',
      user_ocid: 'ocid1.user.oc1..example',
      fingerprint: '12:34:56:78:90:ab:cd:ef:12:34:56:78:90:ab:cd:ef'
    },
    secrets: ['private_key']
  }
}
