// The `http` backend against a server with a password, with Terraform's own lock.
import { hostname, userInfo } from 'node:os'
import { openHttpState } from '../../src/backend/leftover/http.ts'
import { describeLife } from '../harness/backend-life.ts'
import { startHttpState } from '../servers/http-state.ts'

const PASSWORD = 'pa$$word of the "server"'

describeLife({
  title: "the 'http' backend",
  type: 'http',
  declared: 'terraform {\n  backend "http" {}\n}\n',
  holder: new RegExp(`is held by ${userInfo().username}@${hostname()} since .*Apply`, 'u'),
  openState: openHttpState,
  open: async () => {
    const server = await startHttpState({ user: 'us:er', password: PASSWORD })
    const configOf = (path: string) => {
      const address = `${server.url}/${path}`
      return { address, lock_address: `${address}/lock`, unlock_address: `${address}/lock` }
    }
    const config = { ...configOf('{project}/{environment}'), username: 'us:er', password: PASSWORD }
    return {
      settings: {
        with: {
          'backend-config': Object.entries(config)
            .map(([name, value]) => `${name}=${value}`)
            .join('\n')
        }
      },
      secrets: [PASSWORD, JSON.stringify(PASSWORD).slice(1, -1)],
      state: async (name) => {
        const state = server.state(`/demo/${name}`)
        return state && JSON.stringify(state)
      },
      places: async () => [...server.paths(), ...Object.keys(server.locks())],
      locks: async () => Object.keys(server.locks()).length,
      access: (name) => ({
        config: configOf(`demo/${name}`),
        env: { TF_HTTP_USERNAME: 'us:er', TF_HTTP_PASSWORD: PASSWORD }
      }),
      close: server.close
    }
  }
})
