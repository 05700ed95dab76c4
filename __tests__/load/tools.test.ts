// Without Terraform this tier skips every run of the action, by name: that must not be green.
import { hasTerraform, refuseToSkipAll } from '../harness/tools.ts'

refuseToSkipAll('load', { terraform: hasTerraform })
