# The gateway, the action server, the migrations and the sandbox: everything that runs on the app environment.

FROM node:20.19.5-bookworm-slim AS page
WORKDIR /web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web/ ./
RUN npm run build

FROM python:3.12.11-slim-bookworm AS environment
COPY deploy/locks/app.txt /tmp/app.txt
RUN python -m venv --without-pip /opt/app \
    && pip --python /opt/app/bin/python install --no-cache-dir --no-deps --require-hashes -r /tmp/app.txt

FROM python:3.12.11-slim-bookworm
ENV PATH=/opt/app/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin parley
COPY --from=environment /opt/app /opt/app
WORKDIR /srv/parley
COPY domain.yml ./
COPY parley/ parley/
COPY actions/ actions/
COPY --from=page /web/dist web/dist/
USER 10001:10001
CMD ["python", "-m", "parley", "gateway"]
