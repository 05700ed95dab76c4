// What other actions of our examples and workflows take, as their own action.yml says at the major version named here.

export interface KnownAction {
  readonly major: string
  readonly inputs: readonly string[]
  readonly required?: readonly string[]
}

export const KNOWN_ACTIONS: Readonly<Record<string, KnownAction>> = {
  'actions/checkout': {
    major: 'v7',
    inputs:
      words(`repository ref token ssh-key ssh-known-hosts ssh-strict ssh-user persist-credentials
      path clean filter sparse-checkout sparse-checkout-cone-mode fetch-depth fetch-tags show-progress lfs
      submodules set-safe-directory github-server-url allow-unsafe-pr-checkout`)
  },
  // Of its many permission-…, the one that is used.
  'actions/create-github-app-token': {
    major: 'v3',
    inputs: words(`client-id app-id private-key owner repositories skip-token-revoke github-api-url
      permission-contents`),
    required: ['private-key']
  },
  'actions/setup-node': {
    major: 'v7',
    inputs:
      words(`node-version node-version-file architecture check-latest registry-url scope token cache
      package-manager-cache cache-dependency-path mirror mirror-token`)
  },
  'actions/setup-java': {
    major: 'v6',
    inputs: words(`java-version java-version-file distribution java-package architecture jdk-file
      check-latest cache cache-dependency-path`)
  },
  'actions/attest': {
    major: 'v4',
    inputs:
      words(`subject-path subject-digest subject-name subject-checksums subject-version sbom-path
      predicate-type predicate predicate-path push-to-registry create-storage-record show-summary github-token`)
  },
  'azure/login': {
    major: 'v3',
    inputs: words(`creds client-id tenant-id subscription-id enable-AzPSSession environment
      allow-no-subscriptions audience auth-type`)
  },
  'azure/webapps-deploy': {
    major: 'v3',
    inputs:
      words(`app-name publish-profile slot-name package images configuration-file startup-command
      resource-group-name type target-path clean restart`),
    required: ['app-name']
  },
  // Archived; docs/from-nubesgen.md has the workflow that went with them.
  'microsoft/nubesgen-actions/gitops-apply-terraform': {
    major: 'v0.14.0',
    inputs: words('azure_credentials tf_storage_account resource_group_name'),
    required: ['azure_credentials', 'tf_storage_account']
  },
  'microsoft/nubesgen-actions/gitops-build-java-maven': {
    major: 'v0.14.0',
    inputs: words('build_command package_path java_version')
  },
  'microsoft/nubesgen-actions/gitops-deploy-to-app-service-java': {
    major: 'v0.14.0',
    inputs: words('azure_credentials application_name'),
    required: ['azure_credentials', 'application_name']
  },
  'aws-actions/configure-aws-credentials': {
    major: 'v6',
    inputs: words(`aws-region aws-profile overwrite-aws-profile role-to-assume aws-access-key-id
      aws-secret-access-key aws-session-token web-identity-token-file role-chaining audience http-proxy no-proxy
      mask-aws-account-id role-duration-seconds role-external-id role-session-name role-skip-session-tagging
      transitive-tag-keys inline-session-policy managed-session-policies output-credentials
      output-env-credentials unset-current-credentials disable-retry retry-max-attempts
      special-characters-workaround use-existing-credentials allowed-account-ids force-skip-oidc
      action-timeout-s custom-tags sts-endpoint`),
    required: ['aws-region']
  },
  'google-github-actions/auth': {
    major: 'v3',
    inputs: words(`project_id workload_identity_provider service_account audience credentials_json
      create_credentials_file export_environment_variables token_format delegates universe request_reason
      cleanup_credentials access_token_lifetime access_token_scopes access_token_subject id_token_audience
      id_token_include_email`)
  }
}

/** What is wrong with a step's `uses` and `with`; undefined where nothing is. */
export function mistakeIn(uses: string, given: readonly string[]): string | undefined {
  const [name = '', version] = uses.split('@')
  const action = KNOWN_ACTIONS[name]
  if (action === undefined) return `no action ${name} is known to the tests`
  if (version !== action.major) return `${name} is known at ${action.major}, not at ${version}`
  const unknown = given.filter((input) => !action.inputs.includes(input))
  if (unknown.length > 0) return `${uses} has no input ${unknown.join(', ')}`
  const missing = (action.required ?? []).filter((input) => !given.includes(input))
  return missing.length > 0 ? `${uses} needs the input ${missing.join(', ')}` : undefined
}

function words(text: string): readonly string[] {
  return text.split(/\s+/u)
}
