{{/* What a service is told: where to listen, where those are that it calls, its secrets, whatever else. */}}
{{- define "service.environment" -}}
- name: LISTEN_ADDRESS
  value: "0.0.0.0:{{ include "service.port" . }}"
{{- with .service.ports.admin }}
- name: ADMIN_ADDRESS
  value: "0.0.0.0:{{ . }}"
{{- end }}
- name: DRAIN_TIMEOUT_MS
  value: {{ .root.Values.drainTimeoutMs | int | quote }}
{{- $root := .root }}
{{- range .service.calls }}
{{- $callee := dict "root" $root "name" . "service" (get $root.Values.services . | default dict) }}
- name: {{ $callee.service.addressVariable | default (printf "%s_ADDRESS" (. | upper | replace "-" "_")) }}
  value: "{{ include "service.fullname" $callee }}:{{ include "service.calledPort" $callee }}"
{{- end }}
{{- range $variable, $reference := .service.secrets }}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef: {{ toJson $reference }}
{{- end }}
{{- range $variable, $value := .service.environment }}
- name: {{ $variable }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
